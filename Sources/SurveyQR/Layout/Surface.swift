import CPangoCairo
import Foundation
import Survey

/// Something that cairo draws on: pages of a PDF, an SVG, or pixels. A unit of its context is a printer dot.
final class Surface {
    enum Kind {
        case pdf, svg, pixels
    }

    /// A part of the surface, in dots.
    struct Area {
        var columns: Range<Int>
        var rows: Range<Int>
    }

    let kind: Kind
    let context: OpaquePointer
    /// The rows that symbols take, quiet zones included.
    var symbolRows: [Range<Int>] = []
    /// Where pictures are, whose shades a printer without grey has to imitate.
    var pictures: [Area] = []
    private let surface: OpaquePointer
    private let output: Unmanaged<Output>
    private let dpi: Int
    private let height: Int
    private let width: Int

    /// What a vector surface writes.
    private final class Output {
        var bytes = Data()
    }

    /// - Parameters:
    ///   - width: in dots.
    ///   - height: in dots.
    init(_ kind: Kind, width: Int, height: Int, dpi: Int) throws {
        let output = Unmanaged.passRetained(Output())
        let append: cairo_write_func_t = { closure, bytes, count in
            guard let closure, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
            Unmanaged<Output>.fromOpaque(closure).takeUnretainedValue().bytes.append(bytes, count: Int(count))
            return CAIRO_STATUS_SUCCESS
        }
        let toPoints = 72 / Double(dpi)
        let size = (width: Double(width) * toPoints, height: Double(height) * toPoints)
        let surface =
            switch kind {
            case .pdf: cairo_pdf_surface_create_for_stream(append, output.toOpaque(), size.width, size.height)
            case .svg: cairo_svg_surface_create_for_stream(append, output.toOpaque(), size.width, size.height)
            case .pixels: cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
            }
        let context = cairo_create(surface)
        guard let surface, let context, cairo_status(context) == CAIRO_STATUS_SUCCESS else {
            cairo_destroy(context)
            cairo_surface_destroy(surface)
            output.release()
            throw Surface.failure
        }
        self.kind = kind
        self.context = context
        self.surface = surface
        self.output = output
        self.dpi = dpi
        self.width = width
        self.height = height
        if kind != .pixels { cairo_scale(context, toPoints, toPoints) }
        // Paper is white by itself; a picture may be shown on any ground, where no scanner would find the symbol.
        if kind != .pdf {
            cairo_set_source_rgb(context, 1, 1, 1)
            cairo_paint(context)
        }
        cairo_set_source_rgb(context, 0, 0, 0)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
        output.release()
    }

    /// Begins the next page of a PDF with a height of its own; the first is there from the start.
    func setPageHeight(_ height: Int) {
        let toPoints = 72 / Double(dpi)
        cairo_pdf_surface_set_size(surface, Double(width) * toPoints, Double(height) * toPoints)
    }

    func endPage() { cairo_show_page(context) }

    /// Title and day for a PDF's properties. The day is that of the contents, so that a reprint is the same file.
    func setProperties(title: String, day: Day, author: String = "") {
        if !author.isEmpty { cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author) }
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "\(day)T00:00:00+07:00")
    }

    /// The whole file of a vector surface, which ends with this.
    func file() throws -> Data {
        cairo_surface_finish(surface)
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else { throw Surface.failure }
        let bytes = output.takeUnretainedValue().bytes
        return kind == .svg ? Data(SlimSVG(bytes).bytes) : bytes
    }

    /// The grey value of each pixel, 0 black to 255 white, row by row.
    func greyPixels() throws -> [UInt8] {
        cairo_surface_flush(surface)
        guard let bytes = cairo_image_surface_get_data(surface) else { throw Surface.failure }
        let stride = Int(cairo_image_surface_get_stride(surface))
        return [UInt8](unsafeUninitializedCapacity: width * height) { pixels, count in
            for y in 0..<height {
                let row = UnsafeRawPointer(bytes + y * stride).assumingMemoryBound(to: UInt32.self)
                let start = y * width
                // By hand, and most pixels are white: builds without optimisation make slips by the thousand for the tests.
                var x = 0
                while x < width {
                    let colour = row[x] & 0xFF_FFFF
                    pixels[start + x] = colour == 0xFF_FFFF ? 255 : Surface.luma(colour)
                    x += 1
                }
            }
            count = width * height
        }
    }

    /// After ITU-R BT.601, in 256ths.
    private static func luma(_ colour: UInt32) -> UInt8 {
        UInt8(((colour >> 16 & 0xFF) * 77 + (colour >> 8 & 0xFF) * 150 + (colour & 0xFF) * 29) >> 8)
    }

    private static var failure: SurveyError {
        SurveyError(.unavailable, vi: "không tạo được phiếu: lỗi đồ họa", en: "the slip could not be drawn")
    }
}
