import Foundation
import Survey
import SurveyQR

/// The files that settings name, looked at before a setting is kept: a logo that is none would be found out at the
/// counter, a digest's folder that cannot be made only in the log.
public enum SettingFiles {
    /// The value to keep: a file's whole path, since a service runs in another folder than whoever typed it; as it was
    /// typed where the whole path has something like a survey code in it, which the audit trail would not take.
    ///
    /// - Throws: `SurveyError` (`invalid`) that names the setting, the file and the reason.
    public static func checked(_ name: String, _ value: String) throws -> String {
        if value.isEmpty { return value }
        switch name {
        case "office_logo":
            try checkLogo(value)
        case "digest_folder":
            try checkFolder(value)
        default:
            return value
        }
        let whole = URL(filePath: value).standardizedFileURL.path
        return (try? AuditAct(.setting, subject: name, details: ["value": whole])) == nil ? value : whole
    }

    private static func checkLogo(_ path: String) throws {
        let file = URL(filePath: path).resolvingSymlinksInPath()
        // Anything but a file may have no end.
        let kind = try? FileManager.default.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType
        guard kind == .typeRegular, let handle = FileHandle(forReadingAtPath: path) else {
            throw SurveyError(
                .invalid, vi: "office_logo: không đọc được tệp \(path)", en: "office_logo: cannot read the file \(path)"
            )
        }
        defer { try? handle.close() }
        do {
            _ = try Logo(png: try handle.read(upToCount: 1_000_001) ?? Data())
        } catch let error as SurveyError {
            throw SurveyError(
                .invalid, vi: "office_logo: \(path): \(error.message.vi)",
                en: "office_logo: \(path): \(error.message.en)")
        }
    }

    /// The folder itself may be missing, since the service makes it, but not be a file, nor lie below one.
    private static func checkFolder(_ path: String) throws {
        var folder = URL(filePath: path).standardizedFileURL
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path) {
            folder = folder.deletingLastPathComponent()
        }
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder)
        guard isFolder.boolValue else {
            throw SurveyError(
                .invalid, vi: "digest_folder: \(folder.path) không phải thư mục",
                en: "digest_folder: \(folder.path) is no folder")
        }
    }
}
