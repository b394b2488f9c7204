using EdgeKube.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>Applies configurations: creates what is not there, and decides again whenever somebody was quicker.</summary>
internal sealed class Applier(Registry registry, TimeProvider time)
{
    // Each round means that the object came or went between two looks at it.
    private const int MaxAttempts = 8;

    /// <returns>The object, and whether it was created.</returns>
    public async Task<(ApiResult<ApiObject> Result, bool IsNew)> ApplyAsync(
        Caller caller, AppliedConfiguration configuration, WriteOptions options, CancellationToken cancellationToken)
    {
        var (kind, ns, name, subresource) = (configuration.Kind, configuration.Namespace, configuration.Name, configuration.Subresource);
        options = options with { Writer = new FieldWriter(configuration.Manager, HasApplied: true) };
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var updated = await registry.UpdateAsync(
                caller,
                new ObjectUpdate("patch", kind, ns, name, subresource),
                current => ApplyPlanner.Plan(configuration, current, Now()),
                options,
                cancellationToken);
            if (!updated.IsNotFound || subresource is not null)
            {
                return (updated, false);
            }

            var created = await CreateAsync(caller, configuration, options, cancellationToken);
            if (created.Succeeded || created.Error.Reason != "AlreadyExists")
            {
                return (created, true);
            }
        }

        return (Statuses.Modified(kind, name), false);
    }

    private async Task<ApiResult<ApiObject>> CreateAsync(Caller caller, AppliedConfiguration configuration, WriteOptions options, CancellationToken cancellationToken)
    {
        if (configuration.Uid is { } uid)
        {
            return Statuses.Conflict(
                configuration.Kind, configuration.Name, $"uid mismatch: the provided object specified uid {uid}, and no existing object was found");
        }

        var planned = ApplyPlanner.Plan(configuration, null, Now());
        return planned.Succeeded
            ? await registry.CreateAsync(caller, configuration.Kind, configuration.Namespace, planned.Object, options, cancellationToken)
            : planned;
    }

    private DateTimeOffset Now() => MetadataRules.WholeSeconds(time.GetUtcNow());
}
