/// The counts of an agency and a period from which four of the nine indices are computed.
public struct AgencyFigures: Sendable, Hashable {
    /// How many fell on the 2-point, the 1-point and the 0-point side of an index.
    public struct Split: Sendable, Hashable {
        public var two: Int
        public var one: Int
        public var zero: Int

        public init(two: Int = 0, one: Int = 0, zero: Int = 0) {
            self.two = max(0, two)
            self.one = max(0, one)
            self.zero = max(0, zero)
        }

        public var n: Int { two + one + zero }
        /// The mean points, 0 … 2; nil when there is nothing to average.
        public var mean: Double? { n > 0 ? Double(2 * two + one) / Double(n) : nil }
    }

    /// Dossiers: early, on time, late.
    public var time: Split
    /// Answers to `contacts`: values 0, 1, 2.
    public var contacts: Split
    /// Answers to `agencies`: values 0, 1, 2.
    public var agencies: Split
    /// Dossiers that were filed online.
    public var online: Int
    /// Dossiers filed by any route.
    public var received: Int

    public init(time: Split, contacts: Split, agencies: Split, online: Int, received: Int) {
        self.time = time
        self.contacts = contacts
        self.agencies = agencies
        self.online = max(0, online)
        self.received = max(0, received)
    }

    /// An index's points and the number of dossiers or answers that they were computed from; nil when there are none, or
    /// when the index is not computed.
    public func points(_ index: AgencyIndex) -> (points: Double, n: Int)? {
        switch index {
        case .totalTime: time.mean.map { ($0, time.n) }
        case .contacts: contacts.mean.map { ($0, contacts.n) }
        case .agencies: agencies.mean.map { ($0, agencies.n) }
        case .online:
            // In whole numbers, so that exactly 30 % and exactly 15 % fall on their side.
            received > 0
                ? (100 * online >= 30 * received ? 2 : 100 * online >= 15 * received ? 1 : 0, received) : nil
        case .agencyTime, .oneStop, .publicity, .conduct, .complaints: nil
        }
    }
}
