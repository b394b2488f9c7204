using EdgeKube.Api;
using EdgeKube.Link.Streams;

namespace EdgeKube.Controller.Api;

/// <summary>Reads and checks the query of pods/exec and pods/attach. Pure.</summary>
internal static class PodStreamQuery
{
    public static ApiResult<PodStreamRequest> Read(Pod pod, string subresource, QueryParameters query)
    {
        var container = ContainerChoice.Find(pod, query.Find("container"));
        if (!container.Succeeded)
        {
            return container.Error;
        }

        if (string.IsNullOrEmpty(pod.Spec?.NodeName))
        {
            return NoHost(pod);
        }

        var tty = query.IsSet("tty");
        var request = new PodStreamRequest(subresource == "exec" ? StreamKinds.Exec : StreamKinds.Attach, container.Object)
        {
            Stdin = query.IsSet("stdin"),
            Stdout = query.IsSet("stdout"),

            // A terminal has one output.
            Stderr = query.IsSet("stderr") && !tty,
            Tty = tty,
            Command = subresource == "exec" ? query.FindAll("command") : [],
        };
        return request switch
        {
            { Stdin: false, Stdout: false, Stderr: false } => Statuses.BadRequest("you must specify at least 1 of stdin, stdout, stderr"),
            { Kind: StreamKinds.Exec, Command.Count: 0 } => Statuses.BadRequest("you must specify at least one command for the container"),
            _ => request,
        };
    }

    public static ApiStatus NoHost(Pod pod) => Statuses.BadRequest($"pod {pod.Name} does not have a host assigned");
}
