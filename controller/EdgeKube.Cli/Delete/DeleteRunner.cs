using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Delete;

/// <summary>Deletes everything first and waits afterwards, so that the ends overlap.</summary>
internal sealed class DeleteRunner(Session session, DeleteRequest request)
{
    private readonly List<string> _errors = [];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var doomed = await new DoomedFinder(session, request).FindAsync(cancellationToken);
        if (doomed.Count == 0)
        {
            session.Terminal.Out.WriteLine("No resources found");
            return 0;
        }

        if (request.Force)
        {
            session.Terminal.Error.WriteLine(
                "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. "
                + "The resource may continue to run on the cluster indefinitely.");
        }

        var dying = new List<(Doomed Object, string Uid)>();
        foreach (var next in doomed)
        {
            if (await DeleteAsync(next, cancellationToken) is { } uid)
            {
                dying.Add((next, uid));
            }
        }

        if (request.Wait)
        {
            await new DeletionWait(session, request.Timeout).RunAsync(dying, cancellationToken);
        }

        ErrorText.Write(session.Terminal.Error, _errors);
        return _errors.Count > 0 ? 1 : 0;
    }

    /// <summary>The uid of what is going, empty when the server does not say; null when nothing was deleted.</summary>
    private async Task<string?> DeleteAsync(Doomed doomed, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions { GracePeriodSeconds = request.GracePeriod, PropagationPolicy = request.Propagation };
        var call = new ApiCall("DELETE", doomed.Path)
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(options, MetaJsonContext.Default.DeleteOptions),
            ContentType = ApiCall.Json,
        };
        try
        {
            var answer = ObjectJson.Parse((await session.SendAsync(call, cancellationToken)).Span);
            session.Terminal.Out.WriteLine(request.NamesOnly ? doomed.Type.NameOf(doomed.Name) : $"{doomed.Label} {(request.Force ? "force " : "")}deleted");
            return UidOf(answer);
        }
        catch (ApiException error)
        {
            if (!error.IsNotFound || !request.IgnoreNotFound)
            {
                _errors.AddRange(StatusText.Lines(error.Status).Select(line => doomed.Origin is null ? line : $"{doomed.Origin}: {line}"));
            }

            return null;
        }
    }

    // The answer is the object, when it goes on for a while, or a Status whose details name it.
    private static string UidOf(JsonObject answer) =>
        answer["kind"]?.GetValue<string>() == "Status" ? answer["details"]?["uid"]?.GetValue<string>() ?? "" : ObjectJson.Uid(answer);
}
