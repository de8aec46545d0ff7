extension QRSymbol {
    /// The symbol in half blocks, two modules a character, with the quiet zone and a line break at each end of line.
    ///
    /// - Parameter isColoured: sets black on white by escape sequences, so that it reads on a dark terminal as on a
    ///   light one. Without, light modules are drawn: right for light letters on dark, and for files.
    public func terminalText(isColoured: Bool = true) -> String {
        let from = -QRSymbol.quietZone
        let end = side + QRSymbol.quietZone
        var text = ""
        for y in stride(from: from, to: end, by: 2) {
            if isColoured { text += "\u{1B}[38;5;16;48;5;231m" }
            for x in from..<end {
                let above = isDark(x: x, y: y) == isColoured
                // An odd number of rows leaves a half line: it stays light.
                let below = isDark(x: x, y: y + 1) == isColoured && (isColoured || y + 1 < end)
                text += above ? (below ? "█" : "▀") : (below ? "▄" : " ")
            }
            text += isColoured ? "\u{1B}[0m\n" : "\n"
        }
        return text
    }
}
