/// A sign that answers may not be the citizens' own. It accuses nobody: each has innocent causes, too.
public enum HonestySignal: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
    /// Answers by a device that had answered three times or more that day, of those whose device is known.
    case sharedDevice = "shared_device"
    /// Answers within a minute of the dossier's registration.
    case prompt
    /// Answers from the office's own network.
    case officeNetwork = "office_network"
    /// Answers in a long run of identical ones.
    case identicalRun = "identical_run"
    /// Dossiers completed for which no slip was issued.
    case missingSlips = "missing_slips"
    /// Fewer slips on bad days than on good ones.
    case missingOnBadDays = "missing_on_bad_days"
    /// Answers entered with the help of staff.
    case assisted

    /// Whether it says nothing by itself: citizens share the office's Wi-Fi, and help is given in the open.
    public var needsAnother: Bool {
        switch self {
        case .officeNetwork, .assisted: true
        case .sharedDevice, .prompt, .identicalRun, .missingSlips, .missingOnBadDays: false
        }
    }

    public var name: Localized {
        switch self {
        case .sharedDevice: Localized(vi: "Nhiều câu trả lời từ một thiết bị", en: "Many answers from one device")
        case .prompt: Localized(vi: "Trả lời ngay sau khi đăng ký", en: "Answered right after registration")
        case .officeNetwork: Localized(vi: "Trả lời từ mạng của cơ quan", en: "Answered from the office's network")
        case .identicalRun: Localized(vi: "Chuỗi câu trả lời giống hệt nhau", en: "Runs of identical answers")
        case .missingSlips: Localized(vi: "Hồ sơ không được phát phiếu", en: "Dossiers without a slip")
        case .missingOnBadDays:
            Localized(vi: "Phát ít phiếu vào ngày có hồ sơ quá hạn", en: "Fewer slips on days with late dossiers")
        case .assisted: Localized(vi: "Nhập giúp", en: "Assisted entry")
        }
    }

    /// What it is, what else may cause it.
    public var explanation: Localized {
        switch self {
        case .sharedDevice:
            Localized(
                vi:
                    "Từ câu trả lời thứ tư trong ngày trên cùng một thiết bị. Có thể do một người trả lời thay nhiều người; cũng "
                    + "có thể do một gia đình hoặc một người làm dịch vụ nộp nhiều hồ sơ.",
                en:
                    "From the fourth answer of a day on one device. One person may answer for many; a family or an agent "
                    + "who files for others may, too.")
        case .prompt:
            Localized(
                vi:
                    "Trả lời trong vòng một phút từ khi hồ sơ được đăng ký. Có thể phiếu chưa đến tay người dân; cũng có "
                    + "thể người dân quét mã ngay tại quầy.",
                en:
                    "Answered within a minute of registration. The slip may not have reached the citizen; or the citizen "
                    + "scanned it right at the counter.")
        case .officeNetwork:
            Localized(
                vi:
                    "Trả lời qua mạng của cơ quan. Tự nó không nói lên điều gì: người dân thường dùng Wi-Fi của trụ sở.",
                en: "Answered through the office's network. By itself it says nothing: citizens use the office's Wi-Fi."
            )
        case .identicalRun:
            Localized(
                vi:
                    "Nhiều câu trả lời liên tiếp giống hệt nhau ở mọi câu, dài hơn mức ngẫu nhiên của chính quầy đó. Quầy được hài "
                    + "lòng cao tự nhiên có chuỗi dài; phần đó đã được trừ.",
                en:
                    "Answers in a row that are alike in every question, more than chance makes at this very desk. Desks with "
                    + "many satisfied citizens have long runs by nature; that is allowed for.")
        case .missingSlips:
            Localized(
                vi:
                    "Hồ sơ đã trả kết quả nhưng không phát phiếu hay liên kết. Có thể do chọn người để phát; cũng có thể "
                    + "do máy in hỏng hoặc hồ sơ trực tuyến không gửi liên kết.",
                en: "Completed dossiers without a slip or link. Citizens may be chosen; or the printer is broken, or "
                    + "links of online dossiers are not sent.")
        case .missingOnBadDays:
            Localized(
                vi:
                    "Tỷ lệ phát phiếu thấp hơn vào những ngày có hồ sơ quá hạn. Có thể do né tránh; cũng có thể do ngày đó "
                    + "quá đông.",
                en:
                    "Fewer slips per dossier on days with late dossiers. They may be withheld; or those days were too busy."
            )
        case .assisted:
            Localized(
                vi: "Cán bộ nhập giúp theo yêu cầu của người dân; luôn được tính và hiển thị riêng.",
                en: "Staff entered the answer at the citizen's wish; always counted and shown apart.")
        }
    }

    public static func < (a: HonestySignal, b: HonestySignal) -> Bool {
        (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }
}
