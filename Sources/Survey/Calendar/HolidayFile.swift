extension WorkingCalendar {
    private static let columns = ["day", "kind", "name", "status", "note"]

    /// Reads the content of a holiday file.
    ///
    /// - Throws: `SurveyError` (`invalid`) that names every bad line: an unknown column, a day that does not exist or stands
    ///   twice, an unknown kind or status, a day off on a weekend or a working day that is one anyway.
    public init(csv bytes: some Sequence<UInt8>) throws {
        var reader = CSVReader()
        var header: [String]?
        var rows: [Exception] = []
        var seen: Set<Day> = []
        var problems: [Localized] = []
        func take(_ record: CSVReader.Record) {
            guard let header else {
                header = record.fields
                problems += WorkingCalendar.problems(inHeader: record.fields)
                return
            }
            do {
                let row = try WorkingCalendar.exception(record, header)
                guard seen.insert(row.day).inserted else {
                    throw SurveyError(.invalid, vi: "ngày \(row.day) có hai lần", en: "\(row.day) stands twice")
                }
                rows.append(row)
            } catch let error as SurveyError {
                problems.append(
                    Localized(
                        vi: "dòng \(record.line): \(error.message.vi)", en: "line \(record.line): \(error.message.en)"))
            } catch {}
        }
        try reader.read(bytes, take)
        try reader.finish(take)
        guard problems.isEmpty else {
            throw SurveyError(
                .invalid, vi: problems.map(\.vi).joined(separator: "; "), en: problems.map(\.en).joined(separator: "; ")
            )
        }
        self.init(rows)
    }

    private static func problems(inHeader header: [String]) -> [Localized] {
        columns.prefix(3).filter { !header.contains($0) }.map {
            Localized(vi: "thiếu cột \($0)", en: "the column \($0) is missing")
        }
            + header.filter { !columns.contains($0) }.map {
                Localized(vi: "không có cột tên \($0)", en: "there is no column \($0)")
            }
    }

    private static func exception(_ record: CSVReader.Record, _ header: [String]) throws(SurveyError) -> Exception {
        func field(_ name: String) -> String {
            header.firstIndex(of: name).flatMap { $0 < record.fields.count ? record.fields[$0] : nil } ?? ""
        }
        guard let day = Day(field("day")) else {
            throw SurveyError(
                .invalid, vi: "“\(field("day"))” không phải ngày dạng YYYY-MM-DD",
                en: "“\(field("day"))” is not a day YYYY-MM-DD")
        }
        guard ["off", "work"].contains(field("kind")), ["", "official", "provisional"].contains(field("status")) else {
            throw SurveyError(
                .invalid, vi: "kind là off hoặc work, status là official hoặc provisional",
                en: "kind is off or work, status is official or provisional")
        }
        let isWorking = field("kind") == "work"
        // A row that changes nothing is a slip of the pen, and then another day is missing.
        guard isWorking == (day.weekday > 5) else {
            throw SurveyError(
                .invalid,
                vi: isWorking ? "\(day) vốn là ngày làm việc" : "\(day) vốn là cuối tuần",
                en: isWorking ? "\(day) is a working day anyway" : "\(day) is a weekend anyway")
        }
        return Exception(
            day: day, isWorking: isWorking, name: field("name"), isProvisional: field("status") == "provisional")
    }
}
