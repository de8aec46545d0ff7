/// A value of JSON as it was sent, told apart as far as a refusal has to.
enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    /// Not kept: what is inside matters to nobody.
    case array
    case object
    /// A text, or an object with a name, that is no Unicode: `"\ud800"`.
    case unreadable

    /// Short enough to be sent back.
    var abbreviated: JSONValue {
        switch self {
        case .string(let text) where text.count > 200: .string(text.prefix(200) + "…")
        default: self
        }
    }
}

extension JSONValue: Decodable {
    init(from decoder: any Decoder) throws {
        // The usual kind first: each failed try costs an error.
        if (try? decoder.unkeyedContainer()) != nil {
            self = .array
        } else if (try? decoder.container(keyedBy: JSONKey.self)) != nil {
            self = .object
        } else {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let text = try? container.decode(String.self) {
                self = .string(text)
            } else if let bool = try? container.decode(Bool.self) {
                self = .bool(bool)
            } else if let integer = try? container.decode(Int.self) {
                self = .integer(integer)
            } else {
                do {
                    self = .number(try container.decode(Double.self))
                } catch DecodingError.typeMismatch {
                    self = .unreadable
                } catch {
                    // A number that no Double holds, such as 1e999, is taken for the largest.
                    self = .number(.greatestFiniteMagnitude)
                }
            }
        }
    }
}

extension JSONValue: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null, .unreadable: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array: try container.encode("[…]")
        case .object: try container.encode("{…}")
        }
    }
}

/// Any name of a member of an object.
struct JSONKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}
