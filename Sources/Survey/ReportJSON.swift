/// A report in the contract's JSON: figures as numbers, what may not be shown as `null`.
extension Report: Encodable {
    private enum Key: String, CodingKey { case by, from, to, boundaries, levels, rows, total }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(request.by, forKey: .by)
        // Explicit nulls: `encode` of an optional writes one, where a synthesised conformance would leave the key out.
        try container.encode(request.from?.description, forKey: .from)
        try container.encode(request.to?.description, forKey: .to)
        try container.encode(request.boundaries, forKey: .boundaries)
        try container.encode(levels, forKey: .levels)
        try container.encode(rows, forKey: .rows)
        try container.encode(total, forKey: .total)
    }
}

extension ReportRow: Encodable {
    private enum Key: String, CodingKey {
        case code, name, completed, early, late, direct, online, post, digitised, issued, voided, answers, satisfied
        case share, low, high, suppressed, coverage
        case validFrom = "valid_from"
        case asOf = "as_of"
        case answersOf = "answers_of"
        case sumOf = "sum_of"
        case onTime = "on_time"
        case responseRate = "response_rate"
        case responseRateThen = "response_rate_then"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(code, forKey: .code)
        try container.encode(name, forKey: .name)
        try container.encode(validFrom?.description, forKey: .validFrom)
        try container.encode(counts.completed, forKey: .completed)
        try container.encode(counts.early, forKey: .early)
        try container.encode(counts.onTime, forKey: .onTime)
        try container.encode(counts.late, forKey: .late)
        try container.encode(counts.direct, forKey: .direct)
        try container.encode(counts.online, forKey: .online)
        try container.encode(counts.post, forKey: .post)
        try container.encode(counts.digitised, forKey: .digitised)
        try container.encode(counts.issued, forKey: .issued)
        try container.encode(counts.voided, forKey: .voided)
        try container.encode(isSuppressed ? nil : counts.answers, forKey: .answers)
        try container.encode(isSuppressed ? nil : counts.satisfied, forKey: .satisfied)
        try container.encode(satisfaction.map { rounded($0.share) }, forKey: .share)
        try container.encode(satisfaction.map { rounded($0.low) }, forKey: .low)
        try container.encode(satisfaction.map { rounded($0.high) }, forKey: .high)
        try container.encode(responseRate.map(rounded), forKey: .responseRate)
        try container.encode(coverage.map(rounded), forKey: .coverage)
        if let asOf { try container.encode(asOf.description, forKey: .asOf) }
        if asOf != nil, let answersOf { try container.encode(answersOf, forKey: .answersOf) }
        if asOf != nil, let rate = responseRateThen { try container.encode(rounded(rate), forKey: .responseRateThen) }
        if !parts.isEmpty { try container.encode(parts.map(\.description), forKey: .sumOf) }
        if isSuppressed { try container.encode(true, forKey: .suppressed) }
    }

    /// Four places, as figures are filed.
    private func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
}
