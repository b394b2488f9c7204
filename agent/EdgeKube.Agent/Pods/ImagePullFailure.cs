namespace EdgeKube.Agent.Pods;

/// <param name="FailedAt">On the scale of the node's uptime.</param>
internal sealed record ImagePullFailure(string Message, TimeSpan FailedAt, TimeSpan Delay)
{
    public TimeSpan RetryAt => FailedAt + Delay;
}
