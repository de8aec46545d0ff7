import CryptoExtras
import GRDB
