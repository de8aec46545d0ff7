import GRDB

extension Findings {
    mutating func checkLog(_ db: Database) throws {}
}
