namespace EdgeKube.Link.Streams;

/// <summary>The kinds of streams.</summary>
public static class StreamKinds
{
    /// <summary>
    /// Opened by the controller. Arguments as in Kubernetes' log request: <c>namespace</c>, <c>pod</c>, <c>uid</c>, <c>container</c>,
    /// <c>follow</c>, <c>tailLines</c>, <c>previous</c>, <c>timestamps</c>, <c>sinceSeconds</c>, <c>limitBytes</c>; the node sends the log's bytes.
    /// </summary>
    public const string Logs = "logs";
}
