/// An administrative unit: a province, a district (until 30 June 2025) or a commune, for as long as it holds.
///
/// Its identity is (code, valid_from): codes come back with a new meaning. History is never rewritten; a unit that ends
/// may name the code of the one that takes over on that day.
public struct AdministrativeUnit: Sendable, Hashable, Identifiable {
    public typealias ID = Int

    public enum Level: String, Sendable, CaseIterable, Codable, Comparable {
        case province, district, commune

        public var name: Localized {
            switch self {
            case .province: Localized(vi: "Cấp tỉnh", en: "Province level")
            case .district: Localized(vi: "Cấp huyện", en: "District level")
            case .commune: Localized(vi: "Cấp xã", en: "Commune level")
            }
        }

        public static func < (a: Level, b: Level) -> Bool {
            (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
        }
    }

    public var id: ID
    public var code: String
    public var name: String
    public var level: Level
    /// The code of the unit above; it need not be in the catalogue.
    public var parentCode: String?
    public var validity: Validity
    public var successorCode: String?

    public init(
        id: ID, code: String, name: String, level: Level, parentCode: String?, validity: Validity,
        successorCode: String?
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.level = level
        self.parentCode = parentCode
        self.validity = validity
        self.successorCode = successorCode
    }
}
