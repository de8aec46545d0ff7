/// A number with the noun that it counts, in English: `1 row`, `2 rows`; Vietnamese nouns have one form.
public func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
