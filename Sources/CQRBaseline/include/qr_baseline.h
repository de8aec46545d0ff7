#ifndef QR_BASELINE_H
#define QR_BASELINE_H

#include <stddef.h>

/// Text to symbol at level Q to PNG, by nothing but libqrencode and libpng, with the settings that SurveyQR uses.
///
/// Returns the file's size in bytes, 0 on failure; the file itself is thrown away.
size_t qr_baseline_png(const char *text, int scale, unsigned pixels_per_metre);

#endif
