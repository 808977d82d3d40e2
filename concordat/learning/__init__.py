"""Learning: the workbook that people keep at their own pace, and the registers of what they finished."""
