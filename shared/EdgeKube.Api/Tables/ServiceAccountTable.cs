namespace EdgeKube.Api;

/// <summary>The table of ServiceAccounts, with kubectl's columns.</summary>
public static class ServiceAccountTable
{
    public static readonly ObjectTable Table = ObjectTable.Of<ServiceAccount>(
        [TableColumn.ObjectName, TableColumn.Age],
        (account, now) => [account.Name, HumanDuration.Since(account.Metadata.CreationTimestamp, now)]);
}
