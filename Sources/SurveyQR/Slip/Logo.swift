public import Foundation
import Survey

/// The emblem of an office, as a PNG file.
public struct Logo: Sendable, Hashable {
    public let png: Data
    /// In pixels.
    let width: Int
    let height: Int

    /// - Throws: `SurveyError` (`invalid`) when the bytes are no PNG, or more than 1 MB or 2,000 pixels a side.
    public init(png: Data) throws {
        let head = [UInt8](png.prefix(24))
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
        guard head.count == 24, head.starts(with: signature) else {
            throw SurveyError(.invalid, vi: "biểu trưng phải là tệp PNG", en: "the logo has to be a PNG file")
        }
        width = head[16..<20].reduce(0) { $0 << 8 | Int($1) }
        height = head[20..<24].reduce(0) { $0 << 8 | Int($1) }
        guard png.count <= 1_000_000, (1...2000).contains(width), (1...2000).contains(height) else {
            throw SurveyError(
                .invalid, vi: "biểu trưng quá lớn: tối đa 1 MB và 2000 × 2000 điểm ảnh",
                en: "the logo is too large: at most 1 MB and 2,000 × 2,000 pixels")
        }
        self.png = png
        // A file that begins well may still be broken: it is found here, and not at the counter.
        _ = try Picture(self)
    }
}
