import Foundation
public import Survey

/// The file with the installation's secrets, mode 0600, beside the database but never in the same backup.
public enum KeyFile {
    /// Reads a key file.
    ///
    /// - Throws: `SurveyError` (`unavailable`) that says where it looked when there is none; `invalid` for a bad line.
    public static func read(_ path: String) throws -> KeyRing {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw SurveyError(
                .unavailable, vi: "không đọc được tệp khóa \(path)", en: "cannot read the key file \(path)")
        }
        do {
            return try KeyRing(text: String(decoding: bytes, as: UTF8.self))
        } catch let error as SurveyError {
            throw SurveyError(.invalid, vi: "\(path): \(error.message.vi)", en: "\(path): \(error.message.en)")
        }
    }

    /// Reads a key file, and makes it first when there is none: one secret, readable by its owner alone.
    public static func readOrCreate(_ path: String) throws -> KeyRing {
        if !FileManager.default.fileExists(atPath: path) { try create(path) }
        return try read(path)
    }

    private static func create(_ path: String) throws {
        var generator = SystemRandomNumberGenerator()
        let text = KeyRing.newFileText(using: &generator)
        // O_EXCL: of two programs that start together, one makes the file and the other reads it.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            throw SurveyError(
                .unavailable, vi: "không tạo được tệp khóa \(path): \(String(cString: strerror(errno)))",
                en: "cannot make the key file \(path): \(String(cString: strerror(errno)))")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data(text.utf8))
        try file.synchronize()
        try file.close()
    }
}
