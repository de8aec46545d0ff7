import Foundation
import SurveyQR

// embedding-example KEY_FILE DOSSIER_CODE: prints the link, and writes slip.pdf and qr.png.
let keys = try KeyRing(text: String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8))
let code = try DossierCode(CommandLine.arguments[2])
let link = try SurveyLink(base: "https://khaosat.example.vn", token: keys.newest.token(for: code))
print(link)

let today = Day(unixTime: Date().timeIntervalSince1970)
let slip = Slip(
    office: "UBND xã Xuân Hưng", desk: "Quầy 1", procedure: "Đăng ký khai sinh", completedOn: today,
    validUntil: today + 30, link: link)
try SlipRenderer().pdf([slip], paper: .a6).write(to: URL(filePath: "slip.pdf"))
try PrintedQR(link, dpi: 203).png().write(to: URL(filePath: "qr.png"))
