import Survey

extension SlipRenderer {
    /// The slip for a terminal, its symbol in half blocks.
    ///
    /// - Parameter isColoured: see ``QRSymbol/terminalText(isColoured:)``.
    public func text(_ slip: Slip, isColoured: Bool = true) throws -> String {
        let wording = SlipWording(slip.language)
        let symbol = try PrintedQR(slip.link, millimetres: qrMillimetres, dpi: 300).symbol
        var lines = [slip.office, slip.desk].filter { !$0.isEmpty }
        lines += ["", "\(wording.label) – \(wording.notTracking)", wording.question, wording.invitation]
        lines += [wording.otherLanguage, "", symbol.terminalText(isColoured: isColoured)]
        lines += ["\(wording.scan) \(wording.orOpen) \(slip.typedAddress) \(wording.andType)"]
        lines += ["    \(slip.link.token.grouped)", slip.link.text, ""]
        lines += ["\(wording.procedure): \(slip.procedure)"]
        lines += ["\(wording.completedOn): \(slip.completedOn.written(slip.language))"]
        if let day = slip.validUntil { lines += ["\(wording.validUntil): \(day.written(slip.language))"] }
        return (lines + [wording.anonymous, ""]).joined(separator: "\n")
    }
}
