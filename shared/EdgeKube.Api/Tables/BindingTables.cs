namespace EdgeKube.Api;

/// <summary>The tables of RoleBindings and ClusterRoleBindings, with kubectl's columns.</summary>
public static class BindingTables
{
    private static readonly TableColumn[] Columns =
        [TableColumn.ObjectName, new("Role"), TableColumn.Age, TableColumn.Wide("Users"), TableColumn.Wide("Groups"), TableColumn.Wide("ServiceAccounts")];

    public static readonly ObjectTable RoleBindings =
        ObjectTable.Of<RoleBinding>(Columns, (binding, now) => Cells(binding, binding.RoleRef, binding.Subjects ?? [], now));

    public static readonly ObjectTable ClusterRoleBindings =
        ObjectTable.Of<ClusterRoleBinding>(Columns, (binding, now) => Cells(binding, binding.RoleRef, binding.Subjects ?? [], now));

    private static IReadOnlyList<TableCell> Cells(ApiObject binding, RoleRef role, IReadOnlyList<Subject> subjects, DateTimeOffset now) =>
    [
        binding.Name,
        $"{role.Kind}/{role.Name}",
        HumanDuration.Since(binding.Metadata.CreationTimestamp, now),
        Names(subjects, "User", subject => subject.Name),
        Names(subjects, "Group", subject => subject.Name),
        Names(subjects, "ServiceAccount", subject => $"{subject.Namespace}/{subject.Name}"),
    ];

    private static string Names(IReadOnlyList<Subject> subjects, string kind, Func<Subject, string> name) =>
        string.Join(", ", subjects.Where(subject => subject.Kind == kind).Select(name));
}
