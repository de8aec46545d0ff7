import Foundation
import Survey

/// Where a command's bytes go: a file, a folder of files, or standard output when there is none or it is `-`.
struct OutputFile {
    private let path: String?
    private let console: Console

    init(_ path: String?, console: Console) {
        self.path = path == "-" ? nil : path
        self.console = console
    }

    /// Makes sure that there is something to write into.
    ///
    /// - Parameter isFolder: whether files will be written, for which a missing folder is made.
    /// - Throws: `Failure` when there is no such folder, or no permission to write.
    func check(isFolder: Bool) throws {
        guard let path else { return }
        let files = FileManager.default
        var isThereFolder: ObjCBool = false
        let isThere = files.fileExists(atPath: path, isDirectory: &isThereFolder)
        if isFolder { try files.createDirectory(atPath: path, withIntermediateDirectories: true) }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let isWritable =
            isFolder || isThere ? files.isWritableFile(atPath: path) : files.isWritableFile(atPath: folder)
        guard isWritable, isFolder || !isThereFolder.boolValue else {
            throw Failure(vi: "không ghi được vào \(path)", en: "cannot write to \(path)")
        }
    }

    func write(_ bytes: Data) throws {
        guard let path else { return try console.result(bytes) }
        var status = stat()
        // A printer's port is written to as it is; a file is there whole or not at all.
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            guard let handle = FileHandle(forWritingAtPath: path) else {
                throw SurveyError(.unavailable, vi: "không ghi được vào \(path)", en: "cannot write to \(path)")
            }
            try handle.write(contentsOf: bytes)
            try handle.close()
        } else {
            try bytes.write(to: URL(filePath: path), options: .atomic)
        }
    }

    /// Writes files into the folder, which is made when it is missing.
    ///
    /// - Throws: `Failure` when the output is no folder: several files have no common form.
    func write(_ files: [(name: String, bytes: Data)]) throws {
        guard let path else {
            throw Failure(
                vi: "nhiều phiếu ở định dạng này cần một thư mục: --output FOLDER",
                en: "several slips in this format need a folder: --output FOLDER")
        }
        let folder = URL(filePath: path)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for file in files { try file.bytes.write(to: folder.appending(path: file.name), options: .atomic) }
    }
}
