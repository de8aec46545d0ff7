import Crypto
import Foundation
import Survey

/// All that an import reads, taken in before the database is locked: a slow pipe keeps no citizen's answer waiting.
///
/// The first ``memory`` bytes stay in memory. What is beyond goes into a temporary file that has no name any more, mode
/// 0600, each piece sealed with a key that is in memory alone: no dossier code comes onto the disk by it.
final class ImportSpool {
    /// How much stays in memory, in bytes.
    static let memory = 4 << 20
    /// How much is kept, and given back, at once, in bytes.
    private static let piece = 65_536

    private var pieces: [Data] = []
    private var kept = 0
    private var file: FileHandle?
    /// The bytes that each sealed piece takes in the file.
    private var lengths: [Int] = []
    private let key = SymmetricKey(size: .bits256)
    private var next = 0

    /// Reads the source to its end.
    ///
    /// - Parameter progress: called now and then with the number of lines read.
    init(_ source: ByteSource, _ progress: (Int) -> Void = { _ in }) throws {
        var piece = Data()
        var lines = 0
        while case let chunk = try source(), !chunk.isEmpty {
            lines += chunk.count { $0 == 10 }
            piece.append(chunk)
            if piece.count >= ImportSpool.piece {
                try keep(piece)
                piece = Data()
            }
            progress(lines)
        }
        if !piece.isEmpty { try keep(piece) }
        try file?.seek(toOffset: 0)
    }

    /// The next bytes, none at the end.
    func read() throws -> Data {
        defer { next += 1 }
        if next < pieces.count { return pieces[next] }
        guard let file, lengths.indices.contains(next - pieces.count) else { return Data() }
        let sealed = try file.read(upToCount: lengths[next - pieces.count]) ?? Data()
        return try ChaChaPoly.open(ChaChaPoly.SealedBox(combined: sealed), using: key)
    }

    private func keep(_ piece: Data) throws {
        if file == nil, kept + piece.count <= ImportSpool.memory {
            pieces.append(piece)
            kept += piece.count
            return
        }
        let file = try self.file ?? ImportSpool.makeFile()
        self.file = file
        let sealed = try ChaChaPoly.seal(piece, using: key).combined
        try file.write(contentsOf: sealed)
        lengths.append(sealed.count)
    }

    private static func makeFile() throws -> FileHandle {
        let folder = FileManager.default.temporaryDirectory
        var path = Array(folder.appending(path: "hailong-import-XXXXXX").path.utf8CString)
        // Made with mode 0600, and nameless as soon as it is there.
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw SurveyError(
                .unavailable, vi: "không tạo được tệp tạm trong \(folder.path): \(reason)",
                en: "cannot make a temporary file in \(folder.path): \(reason)")
        }
        unlink(path)
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}
