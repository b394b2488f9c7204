namespace EdgeKube.Controller.Tests.Http;

public sealed record KubectlResult(int Exit, string Output, string Errors)
{
    /// <summary>Everything it said, for the messages of tests.</summary>
    public override string ToString() => $"exit {Exit}\n{Output}{Errors}";
}
