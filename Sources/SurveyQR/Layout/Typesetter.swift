import CPangoCairo

/// How a text looks on paper.
struct TextStyle: Hashable {
    enum Face: Hashable {
        case regular, bold, italic
        /// Bold, all characters of one width, and the zero not to be mistaken.
        case code
    }

    var face: Face = .regular
    /// In printer's points, 1/72 inch.
    var points: Double
    var alignment: Box.Alignment = .leading
    /// How many lines there may be; what is left over ends with an ellipsis.
    var lines: Int = 8
    /// Whether several lines are made about equally long; narrow columns would break words for it.
    var isBalanced = true
    /// Whether the parts of an address between dots stay whole however long they are; else up to 24 letters.
    var keepsLabels = false
}

/// Sets texts in lines with pango, for one cairo context.
///
/// Fonts are Noto Sans and DejaVu Sans Mono where they are installed (Debian: fonts-noto-core and fonts-dejavu-core),
/// else whatever fontconfig has for Vietnamese. Texts that return on slip after slip are set once.
final class Typesetter {
    private let pango: OpaquePointer
    private let dotsPerPoint: Double
    private var known: [Key: SetText] = [:]

    private struct Key: Hashable {
        var text: String
        var style: TextStyle
        var width: Double
    }

    /// - Parameters:
    ///   - context: what the texts will be drawn on, its unit being a printer dot.
    ///   - dpi: dots an inch.
    init(for context: OpaquePointer, dpi: Int) {
        pango = pango_cairo_create_context(context)
        dotsPerPoint = Double(dpi) / 72
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(pango, options)
        cairo_font_options_destroy(options)
        // Whole dots between letters would space them unevenly.
        pango_context_set_round_glyph_positions(pango, 0)
        pango_context_set_language(pango, pango_language_from_string("vi"))
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(pango)) }

    /// A text within a width in dots, which may be infinite.
    ///
    /// Its box is as wide as that, or as its longest line when `isTight`.
    func box(_ text: String, _ style: TextStyle, width: Double, isTight: Bool = false) -> Box {
        let key = Key(text: text, style: style, width: width)
        let set: SetText
        if let before = known[key] {
            set = before
        } else {
            // A batch has few texts that return: what grows beyond that is names that come once.
            if known.count > 500 { known.removeAll() }
            set = SetText(text, style, width: width, size: style.points * dotsPerPoint, in: pango)
            known[key] = set
        }
        return Box(width: isTight ? set.width : width, height: set.height) { surface, x, y in
            set.draw(on: surface.context, x: isTight ? x - set.indent : x, y: y)
        }
    }

    /// Whether the installed fonts have every character of a text.
    func hasGlyphs(for text: String) -> Bool {
        SetText(text, TextStyle(points: 10), width: .infinity, size: 20, in: pango).unknownGlyphs == 0
    }
}

/// A text in its lines.
private final class SetText {
    let layout: OpaquePointer
    /// Of the longest line, in dots.
    let width: Double
    let height: Double
    /// How far from the left the first ink of the longest line stands.
    let indent: Double
    /// How far the balanced lines have to move to stay centred.
    private let shift: Double

    init(_ text: String, _ style: TextStyle, width: Double, size: Double, in pango: OpaquePointer) {
        layout = pango_layout_new(pango)
        pango_layout_set_text(layout, text, -1)
        let font = pango_font_description_from_string(
            style.face == .code
                ? "DejaVu Sans Mono, Noto Sans Mono, Liberation Mono, monospace" : "Noto Sans, DejaVu Sans, sans-serif")
        pango_font_description_set_absolute_size(font, size * Double(PANGO_SCALE))
        if style.face == .bold || style.face == .code { pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD) }
        if style.face == .italic { pango_font_description_set_style(font, PANGO_STYLE_ITALIC) }
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)
        pango_layout_set_width(layout, width.isFinite ? Int32(width * Double(PANGO_SCALE)) : -1)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_height(layout, Int32(-style.lines))
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
        let alignment: PangoAlignment =
            switch style.alignment {
            case .leading: PANGO_ALIGN_LEFT
            case .centre: PANGO_ALIGN_CENTER
            case .trailing: PANGO_ALIGN_RIGHT
            }
        pango_layout_set_alignment(layout, alignment)
        SetText.setBreaks(of: text, style, in: layout, width: width)
        let slack = width.isFinite && style.isBalanced ? SetText.balance(layout, width: width) : 0
        var area = PangoRectangle()
        pango_layout_get_extents(layout, nil, &area)
        self.width = (Double(area.width) / Double(PANGO_SCALE)).rounded(.up)
        height = (Double(area.height) / Double(PANGO_SCALE)).rounded(.up)
        indent = Double(area.x) / Double(PANGO_SCALE)
        shift =
            switch style.alignment {
            case .leading: 0
            case .centre: slack / 2
            case .trailing: slack
            }
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    var unknownGlyphs: Int { Int(pango_layout_get_unknown_glyphs_count(layout)) }

    func draw(on context: OpaquePointer, x: Double, y: Double) {
        cairo_move_to(context, x + shift, y)
        pango_cairo_show_layout(context, layout)
    }

    /// Makes two to four lines about equally long, so that none ends with a word alone.
    ///
    /// - Returns: how much narrower the text got.
    private static func balance(_ layout: OpaquePointer, width: Double) -> Double {
        let lines = pango_layout_get_line_count(layout)
        guard (2...4).contains(lines), pango_layout_is_ellipsized(layout) == 0 else { return 0 }
        var enough = width
        var tooLittle = width / Double(lines) * 0.9
        while enough - tooLittle > width / 60 {
            let middle = (enough + tooLittle) / 2
            pango_layout_set_width(layout, Int32(middle * Double(PANGO_SCALE)))
            var area = PangoRectangle()
            pango_layout_get_extents(layout, nil, &area)
            // A long word may reach beyond the width instead of breaking.
            let fits =
                pango_layout_get_line_count(layout) == lines && pango_layout_is_ellipsized(layout) == 0
                && Double(area.width) / Double(PANGO_SCALE) <= middle
            if fits { enough = middle } else { tooLittle = middle }
        }
        pango_layout_set_width(layout, Int32(enough * Double(PANGO_SCALE)))
        return width - enough
    }

    /// Forbids a line break within words that belong together, and hyphens where a long word has to break: in an address
    /// they would be typed. Attributes, and not no-break spaces, so that whoever copies the text out of a PDF gets
    /// ordinary ones.
    private static func setBreaks(of text: String, _ style: TextStyle, in layout: OpaquePointer, width: Double) {
        let ranges =
            style.face == .code
            ? [0..<text.utf8.count] : Cohesion(text, longestLabel: style.keepsLabels ? .max : 24).ranges
        setBreaks(forbidden: ranges, in: layout)
        var area = PangoRectangle()
        pango_layout_get_extents(layout, nil, &area)
        // What stays together must not reach beyond the paper.
        if Double(area.width) / Double(PANGO_SCALE) > width.rounded(.up) { setBreaks(forbidden: [], in: layout) }
    }

    private static func setBreaks(forbidden ranges: [Range<Int>], in layout: OpaquePointer) {
        let attributes = pango_attr_list_new()
        if let hyphens = pango_attr_insert_hyphens_new(0) { pango_attr_list_insert(attributes, hyphens) }
        for range in ranges {
            guard let attribute = pango_attr_allow_breaks_new(0) else { break }
            attribute.pointee.start_index = UInt32(range.lowerBound)
            attribute.pointee.end_index = UInt32(range.upperBound)
            pango_attr_list_insert(attributes, attribute)
        }
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
    }
}
