import Survey

/// The shares of the levels of the first question as the offices' sheets have them, the worst first.
///
/// The forms were made for the three-level questionnaire. Figures on another scale leave its three cells empty, and stand
/// beside them under their own words: the same digit is another level there.
struct LevelShares: Sendable {
    struct Column: Sendable {
        let name: String
        /// The level's value; nil for a cell of the form that these figures leave empty.
        let level: String?
        /// Whether the form itself does not have it.
        let isAdded: Bool
    }

    let columns: [Column]
    /// What is said of the scale; nil for the form's own.
    let note: String?
    /// How many levels the scale has.
    let count: Int

    /// - Parameter levels: of the figures, with their words, the best first.
    init(_ levels: [(value: String, name: String)], language: Language) {
        count = levels.count
        let own = levels.reversed().map { level in
            Column(
                name: level.name.lowercased(), level: level.value,
                isAdded: levels.map(\.value) != LevelShares.formLevels)
        }
        guard levels.map(\.value) != LevelShares.formLevels else {
            columns = own
            note = nil
            return
        }
        columns = LevelShares.formNames.map { Column(name: $0[language], level: nil, isAdded: false) } + own
        note =
            Localized(
                vi:
                    "Câu trả lời trong kỳ theo thang \(levels.count) mức: ba mức của biểu mẫu để trống; tỷ lệ từng mức của thang này ghi riêng bên cạnh. Không quy đổi thang.",
                en:
                    "The answers of the period are on a scale of \(levels.count) levels: the form's three levels are left empty, and the shares of this scale's levels stand beside them. Scales are not converted."
            )[language]
    }

    private static let formLevels = ["3", "2", "1"]
    private static let formNames = [
        Localized(vi: "không hài lòng", en: "not satisfied"), Localized(vi: "hài lòng", en: "satisfied"),
        Localized(vi: "rất hài lòng", en: "very satisfied"),
    ]
}
