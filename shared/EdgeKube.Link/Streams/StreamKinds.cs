namespace EdgeKube.Link.Streams;

/// <summary>The kinds of streams.</summary>
public static class StreamKinds
{
    /// <summary>
    /// Opened by the controller. Arguments as in Kubernetes' log request: <c>namespace</c>, <c>pod</c>, <c>uid</c>, <c>container</c>,
    /// <c>follow</c>, <c>tailLines</c>, <c>previous</c>, <c>timestamps</c>, <c>sinceSeconds</c>, <c>sinceTime</c>, <c>limitBytes</c>; the node sends the log's bytes.
    /// </summary>
    public const string Logs = "logs";

    /// <summary>
    /// Opened by the controller; both ends send <see cref="StreamRecord"/>s. Arguments: <c>namespace</c>, <c>pod</c>, <c>uid</c>, <c>container</c>,
    /// <c>stdin</c>, <c>stdout</c>, <c>stderr</c>, <c>tty</c>. The command comes first, on its own channel. The node says when the process runs, and
    /// ends the stream with its exit code.
    /// </summary>
    public const string Exec = "exec";

    /// <summary>As <see cref="Exec"/>, to the container's own process: no command, no exit code.</summary>
    public const string Attach = "attach";

    /// <summary>
    /// Opened by the controller; one TCP connection to <c>port</c> within the pod (arguments otherwise as above, without a container), its bytes on
    /// <see cref="StreamChannels.Stdin"/> and <see cref="StreamChannels.Stdout"/>. The node says when it stands.
    /// </summary>
    public const string PortForward = "portforward";

    /// <summary>
    /// Opened by the controller, without arguments; the node sends lines of text, each of which begins with ok, warn or fail, and ends the stream
    /// with the exit code 1 when something fails.
    /// </summary>
    public const string Check = "check";

    /// <summary>
    /// Opened by the controller, without arguments; the node sends what it and its containers use now, as JSON:
    /// <c>{"window": seconds, "node": {"cpu": nanocores, "memory": bytes}, "pods": {UID: {CONTAINER: {"cpu": …, "memory": …}}}}</c>.
    /// </summary>
    public const string Usage = "usage";

    /// <summary>
    /// Opened by the controller; both ends send <see cref="StreamRecord"/>s. Arguments: those of <see cref="EdgeKube.Link.Upgrade.PackageStatement"/>,
    /// <c>signature</c>, and <c>order</c>, a name for what is asked. The node says on <see cref="StreamChannels.Stdout"/> how many bytes of the package it
    /// has already, in decimal digits; the others come on <see cref="StreamChannels.Stdin"/>. It completes the stream when the package is verified and the
    /// upgrade is ordered, and refuses what it could not go back from.
    /// </summary>
    public const string Upgrade = "upgrade";

    /// <summary>Opened by the controller, without arguments; the node completes the stream once its machine has begun to reboot.</summary>
    public const string Reboot = "reboot";

    /// <summary>Whether whoever opens a stream of this kind sends bytes, too.</summary>
    public static bool TakesInput(string kind) => kind is Exec or Attach or PortForward or Upgrade;
}
