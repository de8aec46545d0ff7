/// A counter of a one-stop centre. No national code exists; the operator defines one.
public struct Desk: Sendable, Hashable, Identifiable {
    public typealias ID = Int

    public var id: ID
    public var code: String
    public var name: String
    /// The code of the unit that it belongs to, of any level, whichever unit holds the code on the day in question.
    public var unitCode: String
    public var validity: Validity

    public init(id: ID, code: String, name: String, unitCode: String, validity: Validity) {
        self.id = id
        self.code = code
        self.name = name
        self.unitCode = unitCode
        self.validity = validity
    }
}
