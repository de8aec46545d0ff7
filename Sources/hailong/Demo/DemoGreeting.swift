import Survey
import SurveyQR
import SurveyStore

/// What the demo says before it serves: where to look, how to sign in, and a survey to answer.
struct DemoGreeting {
    let console: Console
    let address: PublicAddress
    /// Empty when the database was there already: passwords are shown only once.
    let signIns: [DemoAccount]
    let link: SurveyLink?

    func show() throws {
        var places = TextTable([(text("Trang", "Page"), .left), (text("Địa chỉ", "Address"), .left)])
        places.add([text("Khảo sát", "Survey"), address.text + "/"])
        places.add([text("Kết quả công khai", "Public results"), address.text + "/results"])
        places.add([text("Cán bộ", "Staff"), address.text + "/staff"])
        places.add([text("Quản lý", "Managers"), address.text + "/manage"])
        places.add([
            text("Máy tính bảng tại quầy (quản lý mở trước)", "Kiosk (once a manager has started it)"),
            address.text + "/kiosk/TT-14122-1",
        ])
        try console.result(places.text + "\n")
        try showSignIns()
        guard let link else { return }
        try console.result(
            text("Một phiếu khảo sát để thử (dữ liệu ví dụ):", "A survey to try (example data):") + "\n\n"
                + QRSymbol(link, level: .medium).terminalText(isColoured: console.isResultTerminal) + "\n"
                + link.text + "\n" + link.token.grouped + "\n")
    }

    private func showSignIns() throws {
        if signIns.isEmpty {
            return try console.result(
                text(
                    "Mật khẩu chỉ được in ở lần chạy đầu; đặt lại bằng: hailong user password TÊN",
                    "Passwords are printed on the first run only; to set one anew: hailong user password NAME") + "\n")
        }
        var table = TextTable([
            (text("Tài khoản", "Account"), .left), (text("Mật khẩu", "Password"), .left),
            (text("Vai trò", "Role"), .left), (text("Phạm vi", "Scope"), .left),
        ])
        for account in signIns {
            table.add([
                account.name, account.password, account.role.rawValue,
                (account.units + account.desks).joined(separator: " "),
            ])
        }
        try console.result(table.text + "\n")
    }

    private func text(_ vi: String, _ en: String) -> String { Localized(vi: vi, en: en)[console.language] }
}
