import CPangoCairo
import Foundation
import Survey

/// A logo as cairo holds it; not shared between threads.
final class Picture {
    private let surface: OpaquePointer
    private let width: Double
    private let height: Double

    /// - Throws: `SurveyError` (`invalid`) when the file is broken.
    init(_ logo: Logo) throws {
        var rest = logo.png[...]
        // cairo calls back while libpng decodes; the closure only copies bytes, so that no error passes through it.
        let surface = withUnsafeMutablePointer(to: &rest) { rest in
            cairo_image_surface_create_from_png_stream(
                { closure, bytes, count in
                    guard let rest = closure?.assumingMemoryBound(to: Data.self), let bytes,
                        rest.pointee.count >= Int(count)
                    else { return CAIRO_STATUS_READ_ERROR }
                    rest.pointee.prefix(Int(count)).copyBytes(to: bytes, count: Int(count))
                    rest.pointee = rest.pointee.dropFirst(Int(count))
                    return CAIRO_STATUS_SUCCESS
                }, rest)
        }
        guard let surface, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(surface)
            throw SurveyError(.invalid, vi: "tệp PNG của biểu trưng bị hỏng", en: "the logo's PNG file is broken")
        }
        self.surface = surface
        width = Double(logo.width)
        height = Double(logo.height)
    }

    deinit { cairo_surface_destroy(surface) }

    /// As large as fits into a width and a height.
    func box(within available: (width: Double, height: Double)) -> Box {
        let scale = min(available.width / width, available.height / height)
        return Box(width: (width * scale).rounded(.up), height: (height * scale).rounded(.up)) { surface, x, y in
            let context = surface.context
            surface.pictures.append(
                Surface.Area(
                    columns: Int(x)..<Int(x + self.width * scale), rows: Int(y)..<Int(y + self.height * scale)))
            cairo_save(context)
            cairo_translate(context, x, y)
            cairo_scale(context, scale, scale)
            cairo_set_source_surface(context, self.surface, 0, 0)
            cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_BEST)
            cairo_paint(context)
            cairo_restore(context)
        }
    }
}
