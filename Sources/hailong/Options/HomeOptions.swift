import ArgumentParser
import Foundation
import Survey

/// The folder with the program's own files: `Templates` and `Static`.
struct HomeOptions: ParsableArguments {
    @Option(
        name: .customLong("home"),
        help: ArgumentHelp(
            "Thư mục có Templates và Static. / Folder of Templates and Static (HAILONG_HOME; default: found from the "
                + "executable).", valueName: "path"))
    var option: String?

    /// - Throws: `SurveyError` that says where it looked.
    func folder() throws -> URL {
        let named = option ?? ProcessInfo.processInfo.environment["HAILONG_HOME"].nonEmpty
        let candidates = named.map { [URL(filePath: $0)] } ?? HomeOptions.besideExecutable
        let found = candidates.first { folder in
            ["Templates", "Static"].allSatisfy {
                FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
            }
        }
        guard let found else {
            let places = candidates.map(\.path).joined(separator: ", ")
            throw SurveyError(
                .unavailable,
                vi: "không thấy Templates và Static trong \(places) (chỉ ra bằng --home hoặc HAILONG_HOME)",
                en: "there are no Templates and Static in \(places) (name the folder by --home or HAILONG_HOME)")
        }
        return found
    }

    /// The folders above the executable (it lies in `.build/release`, or in `bin` of an installation), and what an
    /// installation shares.
    private static var besideExecutable: [URL] {
        let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        var folder = URL(filePath: executable).deletingLastPathComponent()
        var folders: [URL] = []
        for _ in 0..<4 {
            folders += [folder, folder.appending(path: "share/hailong")]
            folder = folder.deletingLastPathComponent()
        }
        return folders
    }
}
