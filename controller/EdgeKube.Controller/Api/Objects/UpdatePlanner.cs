using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Decides what an update makes of an object. Pure.</summary>
internal static class UpdatePlanner
{
    public static ApiResult<ApiObject> Plan(ObjectUpdate update, ApiObject current, Func<ApiObject, ApiResult<ApiObject>> change)
    {
        var changed = change(current);
        if (!changed.Succeeded)
        {
            return changed;
        }

        if (FindMismatch(update, changed.Object.Metadata, current) is { } mismatch)
        {
            return mismatch;
        }

        var next = Prepare(update, changed.Object, current);
        var faults = FindFaults(update, next, current);
        if (faults.Count > 0)
        {
            return Statuses.Invalid(update.Kind.QualifiedName, update.Name, faults);
        }

        // As in Kubernetes, the node that a pod gets is not a change of what is wanted.
        return update.Kind.Strategy.HasGeneration && update.Subresource is not "binding" && HasSpecChanged(next, current)
            ? next with { Metadata = next.Metadata with { Generation = current.Metadata.Generation + 1 } }
            : next;
    }

    private static ApiStatus? FindMismatch(ObjectUpdate update, ObjectMeta given, ApiObject current)
    {
        if (given.Name is { Length: > 0 } name && name != update.Name)
        {
            return Statuses.NameMismatch(name, update.Name);
        }

        if (given.Namespace is { Length: > 0 } ns && ns != current.Namespace)
        {
            return Statuses.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        if (given.Uid is { Length: > 0 } uid && uid != current.Uid)
        {
            // A patch says what shall become of the object that is there; a whole object, which one was meant.
            return update.Verb == "patch"
                ? Statuses.Invalid(update.Kind, update.Name, Statuses.InvalidValue("metadata.uid", $"\"{uid}\"", "field is immutable"))
                : Statuses.WrongUid(update.Kind, update.Name, uid, current.Uid);
        }

        return given.ResourceVersion is { Length: > 0 } version && version != current.Metadata.ResourceVersion
            ? Statuses.Modified(update.Kind, update.Name)
            : null;
    }

    private static ApiObject Prepare(ObjectUpdate update, ApiObject changed, ApiObject current)
    {
        var strategy = update.Kind.Strategy;
        if (update.Subresource is "status")
        {
            var prepared = strategy.PrepareForStatusUpdate(changed, current);
            return update.Kind == WellKnownKinds.CertificateSigningRequest ? CertificateApproval.KeepDecisions((SchemaObject)prepared, (SchemaObject)current) : prepared;
        }

        var next = ObjectRules.Default(changed with { Metadata = MetadataRules.ForUpdate(changed.Metadata, current.Metadata) });
        return update.Subresource switch
        {
            null => strategy.PrepareForUpdate(next, current),
            PodDebugging.Subresource => PodDebugging.Take((Pod)next, (Pod)current),
            CertificateApproval.Subresource => CertificateApproval.Take((SchemaObject)next, (SchemaObject)current),
            PodResize.Subresource => PodResize.Take((Pod)next, (Pod)current),
            _ => next,
        };
    }

    private static IReadOnlyList<StatusCause> FindFaults(ObjectUpdate update, ApiObject next, ApiObject current)
    {
        IEnumerable<StatusCause> faults = ObjectRules.Validate(next);
        if (update.Subresource is not "status")
        {
            faults = faults.Concat(MetadataRules.FindForbiddenChanges(next.Metadata, current.Metadata));
        }

        if (update.Subresource is PodDebugging.Subresource)
        {
            faults = faults.Concat(PodDebugging.FindFaults((Pod)next, (Pod)current));
        }

        if (update.Subresource is CertificateApproval.Subresource)
        {
            faults = faults.Concat(CertificateApproval.FindFaults((SchemaObject)next, (SchemaObject)current));
        }

        if (update.Subresource is PodResize.Subresource)
        {
            faults = faults.Concat(PodResize.FindFaults((Pod)next, (Pod)current));
        }

        // Binding is the one way to give a pod its node, which its strategy otherwise forbids.
        return [.. update.Subresource is null ? faults.Concat(update.Kind.Strategy.FindForbiddenChanges(next, current)) : faults];
    }

    private static bool HasSpecChanged(ApiObject next, ApiObject current)
    {
        var strategy = KindTable.Of(current).Strategy;
        var spec = strategy.PrepareForUpdate(next, current) with { Metadata = current.Metadata };
        return !ObjectCodec.HaveEqualJson(spec, current);
    }
}
