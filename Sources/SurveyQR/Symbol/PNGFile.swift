import CPNGWriter
public import Foundation
import Survey

extension QRSymbol {
    /// A black and white PNG of 1 bit a pixel, with the quiet zone.
    ///
    /// - Parameters:
    ///   - pixelsPerModule: 1 to 200.
    ///   - millimetres: the side, quiet zone included, that the file's resolution tag (pHYs) asks for; nil for no tag.
    /// - Throws: `SurveyError`: `invalid` when a parameter is out of range, `unavailable` when memory runs out.
    public func png(pixelsPerModule: Int, millimetres: Double? = nil) throws -> Data {
        let pixels = sideWithQuietZone * pixelsPerModule
        guard (1...200).contains(pixelsPerModule), millimetres.map({ $0 >= 1 && $0 <= 10_000 }) ?? true else {
            throw SurveyError(
                .invalid, vi: "cỡ ảnh QR không hợp lệ: mỗi ô từ 1 đến 200 điểm ảnh",
                en: "not a size for a QR image: a module takes 1 to 200 pixels")
        }
        let perMetre = millimetres.map { UInt32((Double(pixels) * 1000 / $0).rounded()) } ?? 0
        return try PNGFile.data { file in
            png_writer_symbol(
                modules, UInt32(side), UInt32(QRSymbol.quietZone), UInt32(pixelsPerModule), perMetre, &file)
        }
    }
}

/// PNG files as the C target makes them.
enum PNGFile {
    /// A grey image, one byte a pixel, 0 black to 255 white.
    static func grey(_ pixels: [UInt8], width: Int, height: Int, dpi: Int) throws -> Data {
        let perMetre = UInt32((Double(dpi) / 0.0254).rounded())
        return try data { png_writer_grey(pixels, width, UInt32(width), UInt32(height), perMetre, &$0) }
    }

    /// Takes over the memory of a file that a C function writes.
    fileprivate static func data(_ write: (inout png_writer_file) -> Int32) throws -> Data {
        var file = png_writer_file()
        guard write(&file) == 0, let bytes = file.bytes else {
            throw SurveyError(.unavailable, vi: "không tạo được ảnh PNG", en: "the PNG image could not be made")
        }
        return Data(bytesNoCopy: bytes, count: file.count, deallocator: .free)
    }
}
