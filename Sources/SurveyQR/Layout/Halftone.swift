/// A grey image on its way to black and white: by threshold where there is type, by diffusion where there are pictures.
struct Halftone {
    let width: Int
    /// 0 black to 255 white, row by row.
    private var greyPixels: [UInt8]

    init(greyPixels: [UInt8], width: Int) {
        self.greyPixels = greyPixels
        self.width = width
    }

    /// Rows of packed dots, black where a bit is set, the first dot in the highest bit. The width is a multiple of 8.
    var rows: [[UInt8]] {
        greyPixels.withUnsafeBufferPointer { pixels in
            stride(from: 0, to: pixels.count, by: width).map { start in
                var row = [UInt8](repeating: 0, count: width / 8)
                var x = 0
                while x < width {
                    if pixels[start + x] < 128 { row[x >> 3] |= 0x80 >> UInt8(x & 7) }
                    x += 1
                }
                return row
            }
        }
    }

    /// Floyd and Steinberg's error diffusion within an area.
    mutating func diffuse(_ area: Surface.Area) {
        let columns = area.columns.clamped(to: 0..<width)
        let rows = area.rows.clamped(to: 0..<(greyPixels.count / width))
        var here = [Int](repeating: 0, count: columns.count + 2)
        for y in rows {
            var below = [Int](repeating: 0, count: columns.count + 2)
            for (index, x) in columns.enumerated() {
                let wanted = Int(greyPixels[y * width + x]) + here[index + 1] / 16
                let printed = wanted < 128 ? 0 : 255
                let error = wanted - printed
                greyPixels[y * width + x] = UInt8(printed)
                here[index + 2] += error * 7
                below[index] += error * 3
                below[index + 1] += error * 5
                below[index + 2] += error
            }
            here = below
        }
    }
}
