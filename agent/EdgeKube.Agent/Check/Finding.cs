namespace EdgeKube.Agent.Check;

/// <summary>One line of a check.</summary>
/// <param name="Subject">What was looked at, in a word.</param>
/// <param name="Text">What is the case.</param>
/// <param name="Fix">What to do about it; null when there is nothing to do.</param>
internal sealed record Finding(CheckLevel Level, string Subject, string Text, string? Fix = null)
{
    public static Finding Ok(string subject, string text) => new(CheckLevel.Ok, subject, text);

    public static Finding Warn(string subject, string text, string? fix = null) => new(CheckLevel.Warn, subject, text, fix);

    public static Finding Fail(string subject, string text, string fix) => new(CheckLevel.Fail, subject, text, fix);
}
