/// A chart as it stands in a page: SVG that fits its column, is told by title and description, and is coloured by
/// `Static/manage.css` alone, so that it follows light, dark and print.
struct Chart: Sendable {
    /// The whole `<svg>` element, escaped.
    let svg: String

    /// - Parameters:
    ///   - name: unique in the page; names the title and description.
    ///   - title: what is shown, as a screen reader says it.
    ///   - description: what it says, in a sentence.
    ///   - kind: the class that the style sheet knows it by.
    init(
        _ name: String, kind: String, title: String, description: String, width: Double, height: Double, body: String
    ) {
        svg = """
            <svg class="chart \(kind)" viewBox="0 0 \(Chart.number(width)) \(Chart.number(height))" role="img" \
            aria-labelledby="\(name)-title \(name)-about" xmlns="http://www.w3.org/2000/svg">\
            <title id="\(name)-title">\(Chart.escaped(title))</title>\
            <desc id="\(name)-about">\(Chart.escaped(description))</desc>\(body)</svg>
            """
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    /// A length with at most one decimal: more are bytes that nobody sees.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }

    static func line(_ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
        "<path class=\"\(kind)\" d=\"M\(number(x1)) \(number(y1))L\(number(x2)) \(number(y2))\"/>"
    }

    static func text(_ kind: String, _ x: Double, _ y: Double, _ text: String) -> String {
        "<text class=\"\(kind)\" x=\"\(number(x))\" y=\"\(number(y))\">\(escaped(text))</text>"
    }

    static func dot(_ kind: String, _ x: Double, _ y: Double, radius: Double) -> String {
        "<circle class=\"\(kind)\" cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\"/>"
    }

    static func bar(_ kind: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
        """
        <rect class="\(kind)" x="\(number(x))" y="\(number(y))" width="\(number(width))" height="\(number(height))"/>
        """
    }
}
