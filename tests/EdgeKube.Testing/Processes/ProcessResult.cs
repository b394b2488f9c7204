namespace EdgeKube.Testing.Processes;

/// <summary>What a program left when it ended.</summary>
public sealed record ProcessResult(int Exit, string Output, string Errors)
{
    /// <summary>Everything it said, for the messages of tests.</summary>
    public override string ToString() => $"exit {Exit}\n{Output}{Errors}";
}
