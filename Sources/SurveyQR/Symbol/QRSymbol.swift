import CQREncode
import Survey

/// The QR symbol of a survey link (ISO/IEC 18004), as a square of dark and light modules.
public struct QRSymbol: Sendable, Hashable {
    /// How much damage a symbol survives. L is never used, H never needed.
    public enum Level: Sendable, Hashable {
        /// M: about 15 % of the code words.
        case medium
        /// Q: about 25 %.
        case quartile
    }

    /// The largest version in use: 41 modules a side.
    public static let largestVersion = 6
    /// The light modules that have to be left on each side.
    public static let quietZone = 4

    public let level: Level
    /// 1…6.
    public let version: Int
    /// Row by row, one byte each, dark where the lowest bit is set; the other bits are libqrencode's own.
    let modules: [UInt8]

    /// Modules a side without the quiet zone: 17 + 4 × version.
    public var side: Int { 17 + 4 * version }
    /// Modules a side with the quiet zone.
    public var sideWithQuietZone: Int { side + 2 * QRSymbol.quietZone }

    /// - Throws: `SurveyError` (`invalid`) when the link needs more than version 6 at this level; at level M no link does.
    public init(_ link: SurveyLink, level: Level) throws {
        guard let code = QRSymbol.encode(link.text, level), code.pointee.version <= QRSymbol.largestVersion else {
            throw SurveyError(
                .invalid, vi: "liên kết quá dài cho mã QR ở mức sửa lỗi này",
                en: "the link is too long for a QR code at this level of error correction")
        }
        defer { QRcode_free(code) }
        self.level = level
        version = Int(code.pointee.version)
        let width = Int(code.pointee.width)
        modules = Array(UnsafeBufferPointer(start: code.pointee.data, count: width * width))
    }

    /// Whether a module is dark, counted from the upper left corner within the quiet zone.
    public func isDark(x: Int, y: Int) -> Bool {
        (0..<side).contains(x) && (0..<side).contains(y) && modules[y * side + x] & 1 == 1
    }

    /// The version that a text takes, nil when that is more than is in use.
    static func version(of text: String, level: Level) -> Int? {
        guard let code = encode(text, level) else { return nil }
        defer { QRcode_free(code) }
        let version = Int(code.pointee.version)
        return version <= largestVersion ? version : nil
    }

    /// libqrencode splits the text into its byte, numeric and alphanumeric runs; the caller frees the result.
    private static func encode(_ text: String, _ level: Level) -> UnsafeMutablePointer<QRcode>? {
        QRcode_encodeString(text, 0, level == .quartile ? QR_ECLEVEL_Q : QR_ECLEVEL_M, QR_MODE_8, 1)
    }

    /// Two symbols are the same when their modules are; the bits of libqrencode's own work do not count.
    public static func == (a: QRSymbol, b: QRSymbol) -> Bool {
        a.level == b.level && a.version == b.version && zip(a.modules, b.modules).allSatisfy { $0 & 1 == $1 & 1 }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(version)
        for module in modules { hasher.combine(module & 1) }
    }
}
