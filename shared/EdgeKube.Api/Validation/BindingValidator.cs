namespace EdgeKube.Api;

/// <summary>Rules for RoleBindings and ClusterRoleBindings.</summary>
internal static class BindingValidator
{
    public static IEnumerable<FieldError> Validate(RoleBinding binding) =>
        Validate(binding, binding.RoleRef, binding.Subjects, isNamespaced: true, "Role", "ClusterRole");

    public static IEnumerable<FieldError> Validate(ClusterRoleBinding binding) =>
        Validate(binding, binding.RoleRef, binding.Subjects, isNamespaced: false, "ClusterRole");

    private static IEnumerable<FieldError> Validate(
        ApiObject binding, RoleRef role, IReadOnlyList<Subject>? subjects, bool isNamespaced, params string[] kinds) =>
        RbacValidator.ValidateMetadata(binding)
            .Concat(ValidateRole(role, kinds))
            .Concat((subjects ?? []).SelectMany((subject, i) => ValidateSubject(subject, isNamespaced, $"subjects[{i}]")));

    private static IEnumerable<FieldError> ValidateRole(RoleRef role, string[] kinds)
    {
        if (role.ApiGroup != RoleRef.Group)
        {
            yield return FieldError.NotSupported("roleRef.apiGroup", role.ApiGroup, RoleRef.Group);
        }

        if (!kinds.Contains(role.Kind))
        {
            yield return FieldError.NotSupported("roleRef.kind", role.Kind, kinds);
        }

        if (role.Name.Length == 0)
        {
            yield return FieldError.Required("roleRef.name");
        }

        foreach (var fault in NameRules.FindPathSegmentFaults(role.Name))
        {
            yield return FieldError.Invalid("roleRef.name", role.Name, fault);
        }
    }

    private static IEnumerable<FieldError> ValidateSubject(Subject subject, bool isNamespaced, string path)
    {
        if (subject.Name.Length == 0)
        {
            yield return FieldError.Required($"{path}.name");
        }

        switch (subject.Kind)
        {
            case "ServiceAccount":
                foreach (var fault in subject.Name.Length == 0 ? [] : NameRules.FindSubdomainFaults(subject.Name))
                {
                    yield return FieldError.Invalid($"{path}.name", subject.Name, fault);
                }

                if (!string.IsNullOrEmpty(subject.ApiGroup))
                {
                    yield return FieldError.NotSupported($"{path}.apiGroup", subject.ApiGroup, "");
                }

                if (string.IsNullOrEmpty(subject.Namespace) && !isNamespaced)
                {
                    yield return FieldError.Required($"{path}.namespace");
                }

                break;
            case "User" or "Group":
                if (subject.ApiGroup != RoleRef.Group)
                {
                    yield return FieldError.NotSupported($"{path}.apiGroup", subject.ApiGroup, RoleRef.Group);
                }

                break;
            default:
                yield return FieldError.NotSupported($"{path}.kind", subject.Kind, "ServiceAccount", "User", "Group");
                break;
        }
    }
}
