import Foundation
import OwnThread
import Survey
import Testing

@Suite(.ownThread) struct SheetTests {
    @Test("LibreOffice reads a report back with its figures as numbers, and the total last")
    func report() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1) + Example.dossier(2))
        let lines = try hailong.readBack(hailong.must("report", "--by", "desk", "--format", "xlsx").bytes)
        #expect(lines[0].hasPrefix("Mã,Tên,Có hiệu lực từ,Hoàn thành,Trước hạn,"))
        #expect(lines[1].hasPrefix("XH-1,Quầy 1 Xuân Hưng,,2,2,0,0,"))
        #expect(lines.last?.hasPrefix(",Tổng cộng,,2,2,0,0,") == true)
    }

    @Test("an export as XLSX has days as days and codes as text")
    func export() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        let lines = try hailong.readBack(hailong.must("export", "dossiers", "--format", "xlsx").bytes)
        #expect(lines[1] == "\(Example.today.written(.vietnamese)),XH-1,1.001193,14122,online,early,1,0,0")
    }
}

extension Hailong {
    /// The lines of a workbook's first sheet, as LibreOffice sees them.
    func readBack(_ bytes: Data) throws -> [String] {
        try bytes.write(to: folder.appending(path: "book.xlsx"))
        let office = Process()
        office.executableURL = URL(filePath: "/usr/bin/env")
        office.arguments = [
            "timeout", "-k", "5", "300", "soffice", "-env:UserInstallation=file://\(folder.path)/office", "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", folder.path,
            folder.appending(path: "book.xlsx").path,
        ]
        office.standardOutput = FileHandle.nullDevice
        office.standardError = FileHandle.nullDevice
        try office.run()
        office.waitUntilExit()
        return try text("book.csv").split(separator: "\n").map(String.init)
    }
}
