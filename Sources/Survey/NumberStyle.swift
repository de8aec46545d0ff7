/// How numbers are written for people: `8.202` and `92,8 %` in Vietnamese, `8,202` and `92.8%` in English.
package struct NumberStyle: Sendable {
    package let language: Language

    package init(language: Language) { self.language = language }

    /// A count.
    package func whole(_ number: Int) -> String {
        let digits = Array(String(abs(number)))
        var text = number < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += language == .vietnamese ? "." : "," }
            text.append(digit)
        }
        return text
    }

    /// A share of 0 … 1, with one decimal.
    package func percent(_ share: Double) -> String { decimal(share * 100) + unit }

    /// A share of 0 … 1, with two decimals, where one would round to something else than the report prints.
    package func finePercent(_ share: Double) -> String {
        hundredths(share * 100) + unit
    }

    /// A share that may have changed either way, in percentage points with a sign.
    package func points(_ difference: Double) -> String {
        (difference > 0 ? "+" : "") + decimal(difference * 100)
    }

    /// A share of 0 … 1 that is whole per cent.
    package func wholePercent(_ share: Double) -> String { "\(Int((share * 100).rounded()))" + unit }

    /// `85,9 – 96,5 %`
    package func interval(_ low: Double, _ high: Double) -> String {
        "\(decimal(low * 100)) – \(decimal(high * 100))" + unit
    }

    /// A number with one decimal.
    package func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return (tenths < 0 ? "−" : "") + whole(abs(tenths) / 10) + (language == .vietnamese ? "," : ".")
            + "\(abs(tenths) % 10)"
    }

    /// A number that is not negative with two decimals.
    package func hundredths(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let rest = hundredths % 100
        return whole(hundredths / 100) + (language == .vietnamese ? "," : ".") + "\(rest < 10 ? "0" : "")\(rest)"
    }

    private var unit: String { language == .vietnamese ? "\u{A0}%" : "%" }
}
