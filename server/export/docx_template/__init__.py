"""An agency's own Word template: read, told about, and the paper poured into it.

It keeps its header and footer, logo, fonts, margins and styles. Its body is cleared, or, where one paragraph says
just {{dokumentation}}, the paper goes there and what stands around it (a cover page) stays.
"""

from __future__ import annotations

from server.export.docx_template.guard import MAX_BYTES
from server.export.docx_template.pour import MarginStyles, Template, pour
from server.export.docx_template.report import Problem, TemplateReport, read_template
from server.export.docx_template.styles import NAMES

__all__ = ["MAX_BYTES", "NAMES", "MarginStyles", "Problem", "Template", "TemplateReport", "pour", "read_template"]
