import Foundation
import Survey

/// A small installation: two communes, two desks, a procedure and a known key.
enum Example {
    /// The secret of the known-answer vectors: the bytes 0 to 31.
    static let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    static let communes = """
        code,name,parent_code,level,valid_from,valid_to,successor_code
        37,Tỉnh Ninh Bình,,province,,,
        14122,Xã Xuân Hưng,37,commune,2025-07-01,,
        14089,Xã Xuân Trường,37,commune,2025-07-01,,

        """
    static let desks = """
        code,name,unit_code
        XH-1,Quầy 1 Xuân Hưng,14122
        XT-1,Quầy 1 Xuân Trường,14089

        """
    static let procedures = """
        code,name,field,level
        1.001193,Đăng ký khai sinh,Hộ tịch,commune

        """
    static let header =
        "dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised\n"

    static var today: Day { Day(unixTime: Date().timeIntervalSince1970) }

    static func code(_ number: Int) -> String { "H42.18-261101-\(10_000 + number)" }

    static func dossier(_ number: Int, on day: Day = today, desk: String = "XH-1", timeliness: String = "early")
        -> String
    {
        "\(code(number)),\(desk),1.001193,,\(day),online,\(timeliness),1\n"
    }
}

extension Hailong {
    /// Imports the small installation under the known key.
    func install() throws {
        try write(Example.key, to: "hailong.key")
        try must("import", "communes", "-", input: Example.communes)
        try must("import", "desks", "-", input: Example.desks)
        try must("import", "procedures", "-", input: Example.procedures)
    }
}
