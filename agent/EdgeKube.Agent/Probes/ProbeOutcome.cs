namespace EdgeKube.Agent.Probes;

/// <summary>What one probe said.</summary>
/// <param name="Success">Null when the probe itself could not be made: that says nothing of the container.</param>
/// <param name="Message">Why it did not succeed, in the kubelet's words.</param>
internal sealed record ProbeOutcome(bool? Success, string Message)
{
    public static readonly ProbeOutcome Passed = new(true, "");

    public static ProbeOutcome Failed(string message) => new(false, message);

    public static ProbeOutcome Unknown(string message) => new(null, message);
}
