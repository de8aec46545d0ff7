/// What a measure is, in words that stand beside every figure of it.
///
/// There are four measures, each a type of its own, so that none is ever added to or averaged with another:
/// ``SurveySatisfaction``, ``ResolutionIndicator``, ``AgencyScore`` and ``FactorIndex``.
public struct MeasureRule: Sendable, Hashable {
    public let name: Localized
    /// How it is computed, in a sentence or a few.
    public let rule: Localized
    /// Where the rule is from.
    public let source: Localized
    /// Whether the legal text itself was read. Where it was not, the page says so (``caveat``).
    public let isLegalTextSeen: Bool

    /// What a page says where the legal text was not seen; nil where there is nothing to say.
    public var caveat: Localized? {
        isLegalTextSeen
            ? nil
            : Localized(
                vi: "Quy tắc lấy từ phần mềm đang thực hiện quy định; chưa đối chiếu với văn bản gốc.",
                en: "The rule is taken from software that implements it; the legal text itself was not seen.")
    }
}
