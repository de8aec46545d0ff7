import CPangoCairo

/// A piece of a slip whose size is settled, in printer dots, and that can be drawn anywhere.
struct Box {
    var width: Double
    var height: Double
    /// Draws with the upper left corner at a point of the surface.
    var draw: (_ surface: Surface, _ x: Double, _ y: Double) -> Void
}

extension Box {
    enum Alignment {
        case leading, centre, trailing
    }

    static func space(_ height: Double) -> Box { Box(width: 0, height: height) { _, _, _ in } }

    /// A horizontal line.
    static func rule(width: Double, thickness: Double) -> Box {
        Box(width: width, height: thickness) { surface, x, y in
            cairo_rectangle(surface.context, x, y, width, thickness)
            cairo_fill(surface.context)
        }
    }

    /// One below the other.
    static func stack(_ boxes: [Box], gap: Double = 0, alignment: Alignment = .leading) -> Box {
        let width = boxes.map(\.width).max() ?? 0
        let height = boxes.map(\.height).reduce(0, +) + gap * Double(max(0, boxes.count - 1))
        return Box(width: width, height: height) { surface, x, y in
            var y = y
            for box in boxes {
                let indent = alignment == .centre ? ((width - box.width) / 2).rounded() : 0
                box.draw(surface, x + indent, y)
                y += box.height + gap
            }
        }
    }

    /// Side by side; what is lower stands at half the height of the highest.
    static func row(_ boxes: [Box], gap: Double = 0, alignment: Alignment = .leading) -> Box {
        let width = boxes.map(\.width).reduce(0, +) + gap * Double(max(0, boxes.count - 1))
        let height = boxes.map(\.height).max() ?? 0
        return Box(width: width, height: height) { surface, x, y in
            var x = x
            for box in boxes {
                let drop = alignment == .centre ? ((height - box.height) / 2).rounded() : 0
                box.draw(surface, x, y + drop)
                x += box.width + gap
            }
        }
    }

    /// In a wider box.
    func widened(to width: Double, alignment: Alignment) -> Box {
        let indent = alignment == .centre ? ((width - self.width) / 2).rounded() : 0
        return Box(width: width, height: height) { surface, x, y in draw(surface, x + indent, y) }
    }

    /// White on a black ground.
    func inverted(padding: Double) -> Box {
        let size = (width: width, height: height + 2 * padding)
        return Box(width: size.width, height: size.height) { surface, x, y in
            cairo_rectangle(surface.context, x, y, size.width, size.height)
            cairo_fill(surface.context)
            cairo_save(surface.context)
            cairo_set_source_rgb(surface.context, 1, 1, 1)
            draw(surface, x, y + padding)
            cairo_restore(surface.context)
        }
    }

    /// Within a line all around.
    func outlined(width: Double, padding: Double, thickness: Double) -> Box {
        let inner = widened(to: width - 2 * padding, alignment: .centre)
        let height = self.height + 2 * padding
        return Box(width: width, height: height) { surface, x, y in
            cairo_set_line_width(surface.context, thickness)
            cairo_rectangle(
                surface.context, x + thickness / 2, y + thickness / 2, width - thickness, height - thickness)
            cairo_stroke(surface.context)
            inner.draw(surface, x + padding, y + padding)
        }
    }

    /// A QR symbol with its quiet zone, every edge of a module on an edge of a dot.
    ///
    /// As vectors the edges stand back by 1/128 point: files round coordinates to 1/256 point, and printers blacken
    /// every dot of which a shape touches the least part.
    static func symbol(_ qr: PrintedQR) -> Box {
        let outlines = qr.symbol.outlines
        let dots = Double(qr.dotsPerModule)
        let quiet = Double(QRSymbol.quietZone * qr.dotsPerModule)
        return Box(width: Double(qr.dots), height: Double(qr.dots)) { surface, x, y in
            let left = x.rounded() + quiet
            let top = y.rounded() + quiet
            let inset = surface.kind == .pixels ? 0 : Double(qr.dpi) / 72 / 128
            surface.symbolRows.append(Int(top - quiet)..<Int(top - quiet) + qr.dots)
            cairo_new_path(surface.context)
            for outline in outlines {
                // Without it, the first corner would be joined to where the pen stands.
                cairo_new_sub_path(surface.context)
                for (index, corner) in outline.enumerated() {
                    let before = outline[(index + outline.count - 1) % outline.count]
                    let after = outline[(index + 1) % outline.count]
                    // Dark is on the right hand: below a stroke to the right, left of one that goes down.
                    let inward = (
                        x: Double(-(corner.y - before.y).signum() - (after.y - corner.y).signum()),
                        y: Double((corner.x - before.x).signum() + (after.x - corner.x).signum())
                    )
                    cairo_line_to(
                        surface.context, left + Double(corner.x) * dots + inward.x * inset,
                        top + Double(corner.y) * dots + inward.y * inset)
                }
                cairo_close_path(surface.context)
            }
            cairo_fill(surface.context)
        }
    }
}
