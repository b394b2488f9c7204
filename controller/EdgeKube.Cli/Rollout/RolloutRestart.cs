using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;
using EdgeKube.Cli.Transport;

namespace EdgeKube.Cli.Rollout;

/// <summary>Changes an annotation of the template, which makes a new revision of the same pods.</summary>
internal static class RolloutRestart
{
    public static async Task<int> RunAsync(Session session, string name, CancellationToken cancellationToken)
    {
        var path = ResourcePath.Item(ResourceTypes.Deployment, session.Namespace, name);
        var deployment = (await session.GetAsync(path, cancellationToken)).Deserialize(AppsJsonContext.Default.Deployment);
        if (deployment?.Spec?.Paused == true)
        {
            throw new CommandException($"deployments.apps \"{name}\": can't restart paused deployment; set spec.paused to false first");
        }

        var annotations = new JsonObject { ["kubectl.kubernetes.io/restartedAt"] = Rfc3339.Format(session.Now) };
        var patch = new JsonObject
        {
            ["spec"] = new JsonObject { ["template"] = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotations } } },
        };
        await session.SendAsync(
            new ApiCall("PATCH", path) { Body = Encoding.UTF8.GetBytes(patch.ToJsonString()), ContentType = ApiCall.MergePatch }, cancellationToken);
        session.Terminal.Out.WriteLine($"deployment.apps/{name} restarted");
        return 0;
    }
}
