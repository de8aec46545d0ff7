import Survey

/// Arranges a slip in a width, and in a height where the paper has one.
struct SlipLayout {
    let slip: Slip
    let qr: PrintedQR
    /// The symbol, which stays as it is whatever else is cut down.
    let symbol: Box
    let wording: SlipWording
    let typesetter: Typesetter
    let logo: Picture?
    /// In dots.
    let width: Double
    let dpi: Int

    /// How far type and texts are cut down until a slip fits its page.
    private struct Fit {
        /// Against the paper's usual type.
        var scale: Double
        /// For texts that people choose: names of offices, desks and procedures.
        var lines: Int
    }
    /// Names are cut short last of all, when smaller type did not make room for them.
    private static let fits =
        [1, 0.95, 0.9, 0.85, 0.8, 0.76, 0.72, 0.68].map { Fit(scale: $0, lines: 40) }
        + [12, 8, 6, 4, 3, 2, 1].map { Fit(scale: 0.68, lines: $0) }
    /// A roll's slip in millimetres: browsers print it on a page of 200 mm, and printers' drivers have no longer ones.
    private static let longestRoll: Double = 199

    /// The slip as a page, or as a card where the paper is not much higher than wide: the symbol on the left, and what
    /// room remains spread between the parts.
    ///
    /// - Throws: `SurveyError` (`invalid`) when the symbol leaves no room for the rest.
    func page(height: Double, scale: Double) throws -> Box {
        let isCard = height < width * 1.2
        for fit in SlipLayout.fits {
            let fit = Fit(scale: fit.scale * scale, lines: fit.lines)
            guard let parts = isCard ? cardParts(fit) : pageParts(fit) else { continue }
            let gaps = Double(parts.count - 1)
            let left = height - parts.map(\.height).reduce(0, +)
            let gap = (left / gaps).rounded(.down)
            guard gap >= millimetres(1.6 * scale) else { continue }
            let page = Box.stack(parts, gap: min(gap, millimetres(7 * scale)))
            return Box(width: width, height: height) { surface, x, y in
                page.draw(surface, x, y + ((height - page.height) / 2).rounded())
            }
        }
        throw SurveyError(
            .invalid, vi: "mã QR quá lớn so với khổ giấy của phiếu", en: "the QR code is too large for the slip's paper"
        )
    }

    /// The slip on a roll: all centred, as long as it gets, but within the 199 mm that every way of printing has.
    ///
    /// - Parameter margins: above and below together, in dots.
    /// - Throws: `SurveyError` (`invalid`) when the symbol is too large for the paper.
    func roll(scale: Double, margins: Double) throws -> Box {
        guard qr.dots <= Int(width) else {
            throw SurveyError(
                .invalid, vi: "mã QR rộng hơn khổ giấy của phiếu", en: "the QR code is wider than the slip's paper")
        }
        for fit in SlipLayout.fits {
            let gap = millimetres(2.6 * fit.scale * fit.scale * scale)
            let strip = rollParts(Fit(scale: fit.scale * scale, lines: fit.lines), gap: gap)
            if strip.height + margins <= millimetres(SlipLayout.longestRoll) { return strip }
        }
        throw SurveyError(
            .invalid, vi: "mã QR quá lớn so với khổ giấy của phiếu", en: "the QR code is too large for the slip's paper"
        )
    }

    private func rollParts(_ fit: Fit, gap: Double) -> Box {
        .stack(
            [
                header(fit, alignment: .centre), label(fit, isStacked: true),
                .stack(invitation(fit, width: width, alignment: .centre), gap: millimetres(0.6)),
                .stack([scanLine(fit, width: width, alignment: .centre), symbol], alignment: .centre)
                    .widened(to: width, alignment: .centre),
                .stack(
                    typing(fit, width: width, alignment: .centre) + [.space(millimetres(0.8)), code(fit)],
                    gap: millimetres(0.6)),
                facts(fit, .columns), .rule(width: width, thickness: thickness(0.25)),
                text(wording.anonymous, .regular, 9.5 * fit.scale, width, .centre), .space(millimetres(1)),
            ], gap: gap)
    }

    /// The way to the survey beside the symbol. Nil when the symbol leaves too little room.
    private func pageParts(_ fit: Fit) -> [Box]? {
        symbolRow { width in
            .stack(
                [scanLine(fit, width: width, alignment: .leading), .space(millimetres(2))]
                    + typing(fit, width: width, alignment: .leading), gap: millimetres(0.6))
        }.map { row in
            [
                header(fit, alignment: .leading), label(fit, isStacked: false),
                .stack(invitation(fit, width: width, alignment: .leading), gap: millimetres(0.9)), row, code(fit),
                facts(fit, .columns), anonymity(fit),
            ]
        }
    }

    /// The invitation beside the symbol, which makes for a lower slip. Nil when the symbol leaves too little room.
    private func cardParts(_ fit: Fit) -> [Box]? {
        symbolRow { width in
            .stack(invitation(fit, width: width, alignment: .leading), gap: millimetres(0.9))
        }.map { row in
            let way = "\(wording.scan), \(wording.orOpen) \(slip.typedAddress) \(wording.andType)"
            return [
                header(fit, alignment: .leading), label(fit, isStacked: false), row,
                .stack([text(way, .regular, 10.5 * fit.scale, width), code(fit)], gap: millimetres(1)),
                facts(fit, .lines), anonymity(fit),
            ]
        }
    }

    private func symbolRow(_ beside: (_ width: Double) -> Box) -> Box? {
        // The quiet zone is white as the margin is: the symbol's own edge stands in line with the text.
        let quiet = Double(QRSymbol.quietZone * qr.dotsPerModule)
        let flush = Box(width: symbol.width - quiet, height: symbol.height) { surface, x, y in
            symbol.draw(surface, x - quiet, y)
        }
        let gap = millimetres(2.5)
        let left = width - flush.width - gap
        guard left >= millimetres(32) else { return nil }
        return .row([flush, beside(left)], gap: gap, alignment: .centre)
    }

    // MARK: Parts

    private func header(_ fit: Fit, alignment: Box.Alignment) -> Box {
        let emblem = logo.map {
            let side = millimetres(12 * fit.scale)
            return $0.box(within: (width: alignment == .centre ? width / 2 : side * 2, height: side))
        }
        let beside = emblem.map { alignment == .leading ? width - $0.width - millimetres(3) : width } ?? width
        let names = Box.stack(
            [
                text(slip.office, .bold, 11 * fit.scale, beside, alignment, lines: fit.lines),
                text(slip.desk, .regular, 10 * fit.scale, beside, alignment, lines: fit.lines),
            ].filter { $0.height > 0 })
        guard let emblem else { return names }
        return alignment == .centre
            ? .stack([emblem.widened(to: width, alignment: .centre), names], gap: millimetres(1.5))
            : .row([emblem, names], gap: millimetres(3), alignment: .centre)
    }

    /// White on black, so that nobody takes the slip for the receipt with its tracking code.
    private func label(_ fit: Fit, isStacked: Bool) -> Box {
        let inset = millimetres(2)
        let inner = width - 2 * inset
        if isStacked {
            return Box.stack([
                text(wording.label, .bold, 13 * fit.scale, inner, .centre),
                text(wording.notTracking, .regular, 9.5 * fit.scale, inner, .centre),
            ]).widened(to: width, alignment: .centre).inverted(padding: millimetres(1))
        }
        let name = tight(wording.label, .bold, 12 * fit.scale, inner)
        let not = tight(wording.notTracking, .regular, 9.5 * fit.scale, inner - name.width)
        return Box.row(
            [
                .init(width: inset, height: 0) { _, _, _ in }, name,
                .init(width: max(0, inner - name.width - not.width), height: 0) { _, _, _ in }, not,
                .init(width: inset, height: 0) { _, _, _ in },
            ], alignment: .centre
        ).inverted(padding: millimetres(0.9 * fit.scale))
    }

    private func invitation(_ fit: Fit, width: Double, alignment: Box.Alignment) -> [Box] {
        [
            onOneLine(wording.question, .bold, 19 * fit.scale, width, alignment),
            text(wording.invitation, .regular, 11 * fit.scale, width, alignment),
            text(wording.otherLanguage, .italic, 9.5 * fit.scale, width, alignment),
        ]
    }

    private func scanLine(_ fit: Fit, width: Double, alignment: Box.Alignment) -> Box {
        onOneLine(wording.scan, .bold, 13 * fit.scale, width, alignment)
    }

    private func typing(_ fit: Fit, width: Double, alignment: Box.Alignment) -> [Box] {
        [
            text(wording.orOpen, .regular, 10.5 * fit.scale, width, alignment),
            address(11.5 * fit.scale, width, alignment),
            text(wording.andType, .regular, 10.5 * fit.scale, width, alignment),
        ]
    }

    /// Breaks behind dots alone, in type that is small enough for the longest part between them; a part that would need
    /// less than 3/5 of it is broken where the line ends, without a hyphen that somebody might type.
    private func address(_ points: Double, _ width: Double, _ alignment: Box.Alignment) -> Box {
        let widest = Cohesion.labels(slip.typedAddress).map { tight(String($0), .bold, points, .infinity).width }.max()
        let room = 0.98 * width / max(1, widest ?? 0)
        let style = TextStyle(
            face: .bold, points: points * min(1, max(0.6, room)), alignment: alignment, keepsLabels: room >= 0.6)
        return typesetter.box(slip.typedAddress, style, width: width)
    }

    private func code(_ fit: Fit) -> Box {
        let padding = millimetres(1.2)
        return onOneLine(slip.link.token.grouped, .code, 19 * fit.scale, width - 2 * padding, .centre)
            .outlined(width: width, padding: padding, thickness: thickness(0.35))
    }

    private enum FactsForm {
        /// Names on the left, values on the right; a long value below its name where that takes less height.
        case columns
        /// Both days on one line.
        case lines
    }

    /// What is rated, and until when.
    private func facts(_ fit: Fit, _ form: FactsForm) -> Box {
        let points = 10 * fit.scale
        let name = { (text: String) in tight(text, .regular, points, width) }
        let days =
            [(wording.completedOn, slip.completedOn)] + (slip.validUntil.map { [(wording.validUntil, $0)] } ?? [])
        let names = [name(wording.procedure)] + days.map { name($0.0) }
        let values = days.map { tight($0.1.written(slip.language), .bold, points, width) }
        let gap = millimetres(form == .lines ? 1.5 : 3)
        let column = form == .lines ? names[0].width : names.map(\.width).max() ?? 0
        let left = width - column - gap
        let beside = Box.row(
            [
                names[0].widened(to: column, alignment: .leading),
                text(slip.procedure, .bold, points, left, lines: fit.lines),
            ], gap: gap)
        let below = Box.stack([names[0], text(slip.procedure, .bold, points, width, lines: fit.lines)])
        // Two lines above each other may be a dot higher than a text of two.
        let procedure = form == .columns && below.height <= beside.height + 2 ? below : beside
        let rows = zip(names.dropFirst(), values).map { name, value in
            Box.row([form == .lines ? name : name.widened(to: column, alignment: .leading), value], gap: gap)
        }
        return form == .lines
            ? .stack([procedure, .row(rows, gap: millimetres(4))], gap: millimetres(0.5))
            : .stack([procedure] + rows, gap: millimetres(0.5))
    }

    private func anonymity(_ fit: Fit) -> Box {
        .stack([
            .rule(width: width, thickness: thickness(0.25)), .space(millimetres(1)),
            text(wording.anonymous, .regular, 9.5 * fit.scale, width),
        ])
    }

    // MARK: Measures

    private func millimetres(_ value: Double) -> Double { (value * Double(dpi) / 25.4).rounded() }

    /// At least one whole dot.
    private func thickness(_ millimetres: Double) -> Double { max(1, self.millimetres(millimetres)) }

    private func text(
        _ text: String, _ face: TextStyle.Face, _ points: Double, _ width: Double,
        _ alignment: Box.Alignment = .leading, lines: Int = 8
    ) -> Box {
        guard !text.isEmpty else { return .space(0) }
        let style = TextStyle(face: face, points: points, alignment: alignment, lines: lines)
        return typesetter.box(text, style, width: width)
    }

    /// As large as wanted, or as large as stays on one line.
    private func onOneLine(
        _ text: String, _ face: TextStyle.Face, _ points: Double, _ width: Double, _ alignment: Box.Alignment
    ) -> Box {
        let natural = tight(text, face, points, .infinity).width
        // Two parts in a hundred for rounding, which would otherwise break the line.
        return self.text(text, face, points * min(1, 0.98 * width / natural), width, alignment)
    }

    private func tight(_ text: String, _ face: TextStyle.Face, _ points: Double, _ width: Double) -> Box {
        typesetter.box(text, TextStyle(face: face, points: points, lines: 2), width: width, isTight: true)
    }
}
