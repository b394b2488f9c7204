using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Decides what becomes of an object that is to be deleted. Pure.</summary>
internal static class DeletePlanner
{
    public const string OrphanFinalizer = "orphan";
    public const string ForegroundFinalizer = "foregroundDeletion";

    public static DeletePlan Plan(Kind kind, ApiObject current, DeleteOptions options, DateTimeOffset now)
    {
        var finalizers = FinalizersFor(current.Metadata.Finalizers ?? [], options);
        var grace = kind.Strategy.GraceSeconds(current, options.GracePeriodSeconds);
        var isHeld = finalizers.Count > 0 || kind.Strategy.IsHeld(current);
        if (grace == 0 && !isHeld)
        {
            return new DeletePlan.Remove();
        }

        var isSooner = current.Metadata.DeletionTimestamp is null
            || (options.GracePeriodSeconds is not null && grace < (current.Metadata.DeletionGracePeriodSeconds ?? 0));
        if (!isSooner)
        {
            return finalizers.SequenceEqual(current.Metadata.Finalizers ?? [])
                ? new DeletePlan.Nothing()
                : new DeletePlan.Mark(current with { Metadata = current.Metadata with { Finalizers = NullIfEmpty(finalizers) } });
        }

        var metadata = current.Metadata with
        {
            DeletionTimestamp = MetadataRules.WholeSeconds(now).AddSeconds(grace),
            DeletionGracePeriodSeconds = grace,
            Generation = current.Metadata.Generation > 0 ? current.Metadata.Generation + 1 : 0,
            Finalizers = NullIfEmpty(finalizers),
        };
        return new DeletePlan.Mark(kind.Strategy.MarkTerminating(current with { Metadata = metadata }));
    }

    /// <summary>Whether an object that is being deleted has nothing left to wait for.</summary>
    public static bool IsDone(Kind kind, ApiObject obj) =>
        obj.Metadata is { DeletionTimestamp: not null, Finalizers: null or { Count: 0 } }
        && (obj.Metadata.DeletionGracePeriodSeconds ?? 0) == 0
        && !kind.Strategy.IsHeld(obj);

    /// <summary>Faults of the options.</summary>
    public static ApiStatus? FindFault(DeleteOptions options)
    {
        StatusCause? cause = options switch
        {
            { PropagationPolicy: { } policy, OrphanDependents: not null } => Statuses.InvalidValue(
                "propagationPolicy", $"\"{policy}\"", "orphanDependents and deletionPropagation cannot be both set"),
            { PropagationPolicy: not (null or "Foreground" or "Background" or "Orphan") } => new StatusCause
            {
                Reason = "FieldValueNotSupported",
                Field = "propagationPolicy",
                Message = $"Unsupported value: \"{options.PropagationPolicy}\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
            },
            _ => null,
        };
        return cause is null ? null : Statuses.Invalid("DeleteOptions.meta.k8s.io", "", [cause]);
    }

    private static IReadOnlyList<string> FinalizersFor(IReadOnlyList<string> current, DeleteOptions options)
    {
        var wanted = options switch
        {
            { OrphanDependents: true } or { PropagationPolicy: "Orphan" } => OrphanFinalizer,
            { PropagationPolicy: "Foreground" } => ForegroundFinalizer,
            { OrphanDependents: false } or { PropagationPolicy: "Background" } => "",
            _ => null,
        };
        if (wanted is null)
        {
            return current;
        }

        var others = current.Where(finalizer => finalizer is not (OrphanFinalizer or ForegroundFinalizer));
        return wanted.Length == 0 ? [.. others] : [.. others, wanted];
    }

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string> finalizers) => finalizers.Count == 0 ? null : finalizers;
}
