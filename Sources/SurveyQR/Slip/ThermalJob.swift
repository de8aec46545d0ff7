import Foundation

/// An image as a job for a thermal printer that knows ESC/POS.
///
/// The whole slip is sent as dots, since thermal printers do not compose Vietnamese. After `ESC @` and `GS P`, which makes
/// the printer's unit one dot whatever it is by default, follow bands of `GS v 0` of at most 128 rows, which fit small
/// buffers; blank stretches are `ESC J` feeds; `GS V B` feeds the slip out and cuts. A symbol with its quiet zone is dots
/// throughout, so that a printer without `GS P` may at most close up the blank stretches around it.
struct ThermalJob {
    private(set) var bytes = Data([0x1B, 0x40])
    /// The dots of a feed's unit: one, or as many as bring the resolution within the byte that `GS P` has for it.
    private let dotsPerUnit: Int

    /// Rows in a band.
    private static let bandRows = 128
    /// Shorter blank stretches are sent as dots: the printer would stop and start for nothing.
    private static let leastFeed = 12

    /// - Parameters:
    ///   - solid: the rows in which nothing may be a feed.
    ///   - dpi: of the printer.
    init(_ image: Halftone, solid: [Range<Int>], dpi: Int) {
        dotsPerUnit = (dpi + 254) / 255
        let unitsPerInch = UInt8(clamping: dpi / dotsPerUnit)
        bytes.append(contentsOf: [0x1D, 0x50, unitsPerInch, unitsPerInch])
        let rows = image.rows
        var isBlank = rows.map { $0.allSatisfy { $0 == 0 } }
        for range in solid {
            for row in range.clamped(to: 0..<rows.count) { isBlank[row] = false }
        }
        var start = 0
        var row = 0
        while row < rows.count {
            let end = isBlank[row...].firstIndex(of: false) ?? rows.count
            if end - row >= ThermalJob.leastFeed || end == rows.count {
                raster(rows[start..<row], bytesPerRow: image.width / 8)
                let units = (end - row) / dotsPerUnit
                feed(units)
                start = row + units * dotsPerUnit
            }
            row = max(end, row + 1)
        }
        raster(rows[start...], bytesPerRow: image.width / 8)
        bytes.append(contentsOf: [0x1D, 0x56, 0x42, 0x00])
    }

    private mutating func raster(_ rows: ArraySlice<[UInt8]>, bytesPerRow: Int) {
        for band in stride(from: rows.startIndex, to: rows.endIndex, by: ThermalJob.bandRows) {
            let band = rows[band..<min(band + ThermalJob.bandRows, rows.endIndex)]
            bytes.append(contentsOf: [0x1D, 0x76, 0x30, 0x00])
            for count in [bytesPerRow, band.count] {
                bytes.append(contentsOf: [UInt8(count & 0xFF), UInt8(count >> 8)])
            }
            for row in band { bytes.append(contentsOf: row) }
        }
    }

    private mutating func feed(_ units: Int) {
        for units in stride(from: units, to: 0, by: -255) {
            bytes.append(contentsOf: [0x1B, 0x4A, UInt8(min(units, 255))])
        }
    }
}
