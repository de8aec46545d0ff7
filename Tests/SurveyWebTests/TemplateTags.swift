import Foundation

/// Follows the tags of a template through a sample of its page, as Mustache would, and reports those that name nothing.
struct TemplateTags {
    let folder: URL

    func problems(of template: String, with page: Any) throws -> [String] {
        var stack: [Any] = [page]
        return try walk(text(of: template), &stack)
    }

    private func text(of template: String) throws -> String {
        try String(contentsOf: folder.appending(path: "\(template).mustache"), encoding: .utf8)
    }

    private func walk(_ text: String, _ stack: inout [Any]) throws -> [String] {
        var problems: [String] = []
        // Sections that pushed a value, and those that did not.
        var open: [Bool] = []
        for match in text.matches(of: /\{\{(\{?)\s*([#^\/<$>&!]?)\s*([^}]*?)\s*\}\}\}?/) {
            let (kind, name) = (match.output.2, String(match.output.3))
            switch kind {
            case "!": continue
            case "<", ">":
                problems += try walk(self.text(of: name), &stack)
                open.append(false)
                if kind == ">" { open.removeLast() }
            case "$": open.append(false)
            case "/":
                if open.popLast() == true { stack.removeLast() }
            default:
                guard let value = value(name, stack) else {
                    problems.append("{{\(name)}} names nothing")
                    if kind == "#" || kind == "^" { open.append(false) }
                    continue
                }
                if kind == "#", !(value is Bool) {
                    let element = (value as? [Any]).map { $0.first ?? [:] } ?? value
                    stack.append(element)
                    open.append(true)
                } else if kind == "#" || kind == "^" {
                    open.append(false)
                }
            }
        }
        return problems
    }

    private func value(_ name: String, _ stack: [Any]) -> Any? {
        if name == "." { return stack.last }
        let parts = name.split(separator: ".").map(String.init)
        for object in stack.reversed() {
            guard var value = child(parts[0], object) else { continue }
            for part in parts.dropFirst() {
                guard let next = child(part, value) else { return nil }
                value = next
            }
            return value
        }
        return nil
    }

    private func child(_ name: String, _ object: Any) -> Any? {
        if let table = object as? [String: String] { return table[name] }
        for child in Mirror(reflecting: object).children where child.label == name {
            let mirror = Mirror(reflecting: child.value)
            // A property that is nil in the sample still is one.
            return mirror.displayStyle == .optional ? mirror.children.first?.value ?? "" : child.value
        }
        return nil
    }
}
