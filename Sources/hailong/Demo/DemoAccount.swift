import SurveyStore

/// A sign-in of the example, with the password that only its maker ever sees.
struct DemoAccount {
    let name: String
    let role: Account.Role
    let units: [String]
    let desks: [String]
    let password: String

    init(_ name: String, _ role: Account.Role, units: [String] = [], desks: [String] = []) {
        self.name = name
        self.role = role
        self.units = units
        self.desks = desks
        password = DemoAccount.newPassword()
    }

    /// An administrator, a manager of everything, one of a commune, and an officer of a counter there.
    static func all() -> [DemoAccount] {
        [
            DemoAccount("quantri", .admin), DemoAccount("lanhdao", .manager),
            DemoAccount("xuanhung", .manager, units: ["14122"]),
            DemoAccount("canbo", .officer, desks: ["TT-14122-1", "TT-14122-2"]),
        ]
    }

    /// 80 bits as four groups of four letters and digits that nobody mistakes for others.
    private static func newPassword() -> String {
        let alphabet = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var generator = SystemRandomNumberGenerator()
        let groups = (0..<4).map { _ in
            String((0..<4).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
        }
        return groups.joined(separator: "-")
    }
}
