import Hummingbird
import Survey

/// The parameters of a request, checked: an unknown, repeated or bad one is refused, since a misspelt `form=` would
/// otherwise bring figures of another period than was meant.
struct APIQuery {
    private var values: [String: String] = [:]
    private var entries: [APIProblem.Entry] = []

    /// - Parameter names: those that may be there.
    init(_ request: Request, _ names: String...) {
        for (name, value) in request.uri.queryParameters {
            let (name, value) = (String(name), String(value))
            if !names.contains(name) {
                let list = names.isEmpty ? "–" : names.joined(separator: ", ")
                refuse(name, value, vi: "tham số không biết; có: \(list)", en: "unknown parameter; there are: \(list)")
            } else if values.updateValue(value, forKey: name) != nil {
                refuse(name, value, vi: "tham số lặp lại", en: "repeated parameter")
            }
        }
    }

    mutating func refuse(_ name: String, _ value: String?, vi: String, en: String) {
        entries.append(
            APIProblem.Entry(
                index: nil, field: name, value: value.map(JSONValue.string), reason: Localized(vi: vi, en: en)))
    }

    /// A parameter as it was sent.
    func text(_ name: String) -> String? { values[name] }

    /// A parameter that is read from its text; nil when it is missing, or refused.
    mutating func value<Value>(_ name: String, vi: String, en: String, _ read: (String) -> Value?) -> Value? {
        guard let text = values[name] else { return nil }
        let value = read(text)
        if value == nil { refuse(name, text, vi: "phải là \(vi)", en: "must be \(en)") }
        return value
    }

    /// A parameter that is one of a few words.
    mutating func choice<Value: RawRepresentable & CaseIterable>(_ name: String, _ type: Value.Type) -> Value?
    where Value.RawValue == String {
        let words = Value.allCases.map(\.rawValue)
        return value(
            name, vi: words.joined(separator: ", "), en: words.joined(separator: ", "), Value.init(rawValue:))
    }

    /// - Throws: `APIProblem` 422 when anything was refused.
    func check() throws {
        if !entries.isEmpty { throw APIProblem.refused(parameters: entries) }
    }
}
